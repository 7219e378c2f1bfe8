#pragma once

#include <string_view>

namespace imprint {

enum class LogLevel { Debug, Info, Warning, Error };

/// Sends all log lines of this process to stderr and discards those below `level`. Called once, in main.
void openLog(LogLevel level);

/// Writes one line. Thread: any, but never a real-time callback.
void log(LogLevel level, std::string_view message);

} // namespace imprint
