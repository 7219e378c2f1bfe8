#pragma once

#include "engine/core/engine_model.h"
#include "engine/pipeline/puppet/puppet_model.h"

#include <memory>

namespace imprint::engine {

/// Opens a session of the puppet in this process: feature and drawing stage, each on its own thread, joined by bounded
/// queues. Pictures have the size that is asked for.
/// Throws Error(Unsupported) for a reference picture, Error(BadConfig) for settings or a size out of range.
std::unique_ptr<EngineSession> openPuppetSession(std::shared_ptr<const PuppetModel> model,
                                                 const SessionRequest& request);

/// What such a session will hold, by formula: every entry's predictedBytes; the length does not matter.
Ledger forecastPuppetLedger(const PuppetModel& model);

} // namespace imprint::engine
