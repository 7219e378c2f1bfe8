#pragma once

#include "engine/core/engine_model.h"
#include "engine/models/pocket/pocket_model.h"

#include <memory>

namespace imprint::engine {

/// Opens a session of Pocket in this process: feature, generator and decoder stage, each on its own thread, joined by
/// bounded queues.
/// model  whose blocks are as long as the request asks for
/// Throws Error(BadConfig | BadInput | NotFound | Io).
std::unique_ptr<EngineSession> openPocketSession(std::shared_ptr<const PocketModel> model,
                                                 const SessionRequest& request);

} // namespace imprint::engine
