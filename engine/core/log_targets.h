#pragma once

#include "engine/core/log.h"

#include <cstddef>
#include <memory>
#include <string>

namespace imprint {

class LogTail;

/// What a log file holds at most; with its older part twice as much.
inline constexpr std::size_t kLogFileBytes = std::size_t{4} << 20;

/// Where the log lines of a process go besides stderr.
struct LogTargets {
    LogLevel terminal = LogLevel::Warning; ///< stderr gets what is as grave as this, or graver
    LogLevel kept = LogLevel::Info;        ///< so do the others
    std::shared_ptr<LogTail> tail;         ///< null: none
    std::string file;                      ///< lines are added to it, each at once; empty: none
    std::size_t fileBytes =
        kLogFileBytes; ///< of it at most: then it is moved aside as olderLogFile(), and another one begins
};

/// Where the older half of a long log is: "a.log" has "a.1.log". What is older still is gone.
std::string olderLogFile(const std::string& file);

/// As openLog(level), with more places to go. Throws Error(Io) if the file cannot be written.
void openLog(const LogTargets& targets);

} // namespace imprint
