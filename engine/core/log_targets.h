#pragma once

#include "engine/core/log.h"

#include <memory>
#include <string>

namespace imprint {

class LogTail;

/// Where the log lines of a process go besides stderr.
struct LogTargets {
    LogLevel terminal = LogLevel::Warning; ///< stderr gets what is as grave as this, or graver
    LogLevel kept = LogLevel::Info;        ///< so do the others
    std::shared_ptr<LogTail> tail;         ///< null: none
    std::string file; ///< written from its start, each line at once; empty: none
};

/// As openLog(level), with more places to go. Throws Error(Io) if the file cannot be written.
void openLog(const LogTargets& targets);

} // namespace imprint
