#pragma once

#include "engine/core/engine_model.h"

#include <memory>
#include <string>

namespace imprint::engine {

/// Loads the puppet from a folder with config.json, which names the weights of its audio encoder.
/// Throws Error(NotFound | BadInput | BadShape | BadConfig) naming the file.
std::shared_ptr<const EngineModel> loadPuppetEngine(const std::string& directory);

} // namespace imprint::engine
