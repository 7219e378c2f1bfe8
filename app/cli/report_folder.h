#pragma once

#include <string>

namespace imprint::app {

/// Makes the folder of a report before anything is measured: minutes of work must not end in a wrong name.
/// Throws Error(Io) if it cannot be made or written to.
void makeReportFolder(const std::string& path);

/// Shows what has just begun, on a terminal only; an empty text clears the line.
void showProgress(const std::string& what);

} // namespace imprint::app
