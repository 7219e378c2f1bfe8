#pragma once

#include "app/session/run_note.h"

#include <string>
#include <vector>

namespace imprint::app {

/// What is known of something that ended as it should not.
struct CrashFacts {
    std::string what;      ///< ended, and how, as a sentence
    RunNote run;           ///< in which it happened
    std::string system;    ///< versions of what the program stands on
    std::string log;       ///< last lines of the window's program
    std::string engineLog; ///< and of its engines
};

/// One text with all of it, for people who help. Nothing of it was sent to anybody.
std::string crashReport(const CrashFacts& facts);

/// Reads the last lines of both logs of the run. May take a while.
CrashFacts factsOfCrash(std::string what, const RunNote& run, std::string system);

} // namespace imprint::app
