#pragma once

#include "engine/core/engine_model.h"

#include <memory>
#include <string>

namespace imprint::engine {

/// Loads Pocket from a folder with config.json and its three files of weights.
/// Throws Error(NotFound | BadInput | BadShape | BadConfig) naming the file.
std::shared_ptr<const EngineModel> loadPocketEngine(const std::string& directory);

} // namespace imprint::engine
