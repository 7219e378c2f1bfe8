#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_stats.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::app {

/// Three digits behind the point: more would be noise.
double rounded(double value);

/// Largest resident memory of this process so far, in MB (10⁶ bytes).
double peakResidentMb();

/// Resident memory of this process now, in MB.
double residentMb();

/// The same of another process of this machine; 0: there is none of that number.
double residentMb(int process);

/// What every command prints of a session: first frame, times of the stages per block, bytes, ISPA, skipped blocks.
/// encodeMs: of a block, where pictures are encoded.
nlohmann::json engineFigures(const SessionStats& stats, const Ledger& ledger, double encodeMs);

/// Layers that gave up their history.
int absorbedLayers(const IspaFigures& ispa);

/// Stages that this model has, with the mean time of a block.
std::string stageTimes(const SessionStats& stats);

} // namespace imprint::app
