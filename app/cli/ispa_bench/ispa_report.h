#pragma once

#include "app/cli/ispa_bench/ispa_bench.h"

#include <string>

namespace imprint::app {

/// Writes `report.md`, `ispa.json` and the pictures of the page into the bench's folder. Returns the page's path.
/// Throws Error(Io).
std::string writeIspaReport(const IspaBench& bench, const std::string& directory);

/// Go or no-go for each way to remember the person, line by line: for a terminal.
std::string verdictLines(const IspaBench& bench);

} // namespace imprint::app
