#pragma once

#include "app/doctor/check.h"
#include "app/session/live_run.h"
#include "engine/core/log_tail.h"

#include <chrono>
#include <string>
#include <vector>

namespace imprint::app {

/// What helps to find a problem.
struct ProblemFacts {
    std::string version;
    std::string model;
    SessionConfig config;
    LiveStats stats;
    std::vector<Check> checks;  ///< of the machine
    std::vector<LogLine> lines; ///< of the log, oldest first
};

/// A text that its user can read through before it is given to anybody. The words of the prompt are left out: they may be private.
std::string problemReport(const ProblemFacts& facts);

/// Asks the machine, writes the report beside the logs and returns its file. Takes seconds. Throws Error(Io | NotFound).
std::string writeProblemReport(ProblemFacts facts, std::chrono::system_clock::time_point now);

} // namespace imprint::app
