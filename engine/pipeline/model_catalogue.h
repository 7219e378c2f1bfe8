#pragma once

#include "engine/core/engine_model.h"

#include <memory>
#include <string>

namespace imprint::engine {

/// Loads the model in a folder; what kind of model it is its config.json shows.
/// device  "cpu"; "cuda:N" is refused until the CUDA module exists
/// Throws Error(NotFound | BadInput | BadShape | BadConfig | Unsupported).
std::shared_ptr<const EngineModel> loadEngineModel(const std::string& directory,
                                                   const std::string& device);

/// Throws what loadEngineModel throws of a device that is none or cannot be used.
void requireDevice(const std::string& device);

} // namespace imprint::engine
