#pragma once

#include "app/doctor/check.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace imprint::app {

/// Aligned lines for people: verdict, name, what was found, and below it, behind an arrow, how to mend it.
std::string toText(const std::vector<Check>& checks);

/// {"verdict": the worst one, "checks": [{"name", "verdict", "found": [..], "mend": [..]}, ..]}
nlohmann::json toJson(const std::vector<Check>& checks);

/// What is missing is no failure; what is broken is.
Verdict worstOf(const std::vector<Check>& checks);

} // namespace imprint::app
