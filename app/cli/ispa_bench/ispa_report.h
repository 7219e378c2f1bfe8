#pragma once

#include "app/cli/ispa_bench/ispa_bench.h"

#include <string>

namespace imprint::app {

/// Writes `report.md`, `ispa.json` and the pictures of the page into the bench's folder. Returns the page's path.
/// Throws Error(Io).
std::string writeIspaReport(const IspaBench& bench, const std::string& directory);

/// The go/no-go gate of specs/ispa.md 15.5 in words: the median held-out R² over the better half of the layers, mean over
/// the clips of the half-of-the-layers row, and what follows from it.
std::string gateVerdict(double heldOutR2);

} // namespace imprint::app
