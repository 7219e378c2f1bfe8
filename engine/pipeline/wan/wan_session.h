#pragma once

#include "engine/core/engine_model.h"
#include "engine/ispa/memory_budget.h"
#include "engine/pipeline/wan/wan_model.h"

#include <memory>
#include <optional>

namespace imprint::engine {

/// Opens a session of a model of the Wan family in this process: feature, generator and decoder stage, each on its own thread.
/// Sound is its clock; models without a voice do not hear it.
/// Throws Error(BadConfig | BadInput | Unsupported).
std::unique_ptr<EngineSession> openWanSession(std::shared_ptr<const WanModel> model,
                                              const SessionRequest& request);

VideoRhythm rhythmOf(const WanModel& model);

/// What such a session will hold after `seconds` of video, by formula. Exact, but for ISPA after its transition: an upper bound.
/// Throws Error(BadConfig) for settings that openWanSession refuses, and for a video longer than the model's longest.
Ledger forecastWanLedger(const WanModel& model, const SessionRequest& request, double seconds);

/// Such a session as the budget solver wants to know it. seconds: nothing: as long as the model can. Throws like the forecast.
MemoryCase wanMemoryCase(const WanModel& model, const SessionRequest& request,
                         std::optional<double> seconds);

} // namespace imprint::engine
