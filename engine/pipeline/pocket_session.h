#pragma once

#include "engine/core/engine_session.h"
#include "engine/models/pocket/pocket_model.h"

#include <memory>
#include <optional>
#include <string>

namespace imprint::engine {

/// Opens a session of Pocket in this process: feature, generator and decoder stage, each on its own thread, joined by
/// bounded queues.
/// reference  picture of exactly the model's size; nothing: a person made from the prompt and the seed
/// persona    file with a person and what was absorbed of it, instead of a reference; empty: none
/// Throws Error(BadConfig | BadInput | NotFound | Io).
std::unique_ptr<EngineSession> openPocketSession(std::shared_ptr<const PocketModel> model,
                                                 const SessionConfig& config,
                                                 const std::optional<Picture>& reference,
                                                 const std::string& persona = {});

} // namespace imprint::engine
