#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "engine/ispa/memory_budget.h"
#include "engine/models/pocket/pocket_model.h"

#include <optional>

namespace imprint::engine {

/// What a session with these settings will hold after `seconds` of video, by formula: every entry's predictedBytes;
/// nothing is measured. Exact, but for ISPA after its transition: which corrections its layers get only the run shows, and
/// the entry is an upper bound.
Ledger forecastPocketLedger(const PocketModel& model, const SessionConfig& config, double seconds);

/// Such a session as the budget solver wants to know it. seconds: nothing: endless. Throws Error(BadConfig).
MemoryCase pocketMemoryCase(const PocketModel& model, const SessionConfig& config,
                            std::optional<double> seconds);

} // namespace imprint::engine
