#pragma once

#include "engine/core/fields.h"

#include <array>
#include <string>
#include <vector>

namespace imprint::app {

enum class Verdict {
    Ok,
    Note,    ///< works, but its user should know something
    Missing, ///< not there; nothing needs it but what its text names
    Broken,  ///< there, or always needed, and does not work
};

constexpr std::array<EnumName<Verdict>, 4> enumNames(Verdict)
{
    return {{{Verdict::Ok, "ok"},
             {Verdict::Note, "note"},
             {Verdict::Missing, "missing"},
             {Verdict::Broken, "broken"}}};
}

/// What a doctor says of one thing. A value.
struct Check {
    std::string name; ///< one or two words; set by the table of checks
    Verdict verdict = Verdict::Ok;
    std::vector<std::string> found; ///< what was seen, a line each; never empty
    std::vector<std::string>
        mend; ///< what to type or do, a line each; empty exactly where all is well
};

} // namespace imprint::app
