#pragma once

#include "app/doctor/check.h"

#include <algorithm>
#include <string>

namespace imprint::test {

/// Whether one of the check's lines, found or mend, holds these words.
inline bool says(const app::Check& check, const std::string& words)
{
    const auto holds = [&](const std::string& line) {
        return line.find(words) != std::string::npos;
    };
    return std::any_of(check.found.begin(), check.found.end(), holds) ||
           std::any_of(check.mend.begin(), check.mend.end(), holds);
}

} // namespace imprint::test
