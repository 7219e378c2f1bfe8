#pragma once

#include "engine/core/engine_model.h"
#include "engine/link/client/link_connection.h"

#include <memory>
#include <string>

namespace imprint::link {

/// Has the engine load a model, and waits for it. Throws what EngineProcess::load throws.
std::shared_ptr<const EngineModel> loadRemoteModel(std::shared_ptr<LinkConnection> connection,
                                                   const std::string& model,
                                                   const std::string& device);

} // namespace imprint::link
