#pragma once

#include <string>

namespace imprint::app {

/// From now on a fault of this process (a bad access, a failed assertion of a library, an exception that nobody catches) is
/// added to the file, usually its log, before the process ends as it would have ended: which signal, and where, as addresses
/// in programs and libraries, for addr2line. What kills it from outside leaves no words. Called once, in main.
/// Throws Error(Io) if the file cannot be written.
void writeTraceOnCrash(const std::string& file);

} // namespace imprint::app
