#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/model_source.h"
#include "engine/pipeline/wan/prompt_reader.h"

#include <memory>
#include <string>

namespace imprint::engine {

/// What loading a model takes besides the model.
struct EngineLoading {
    ModelLoading model = {};
    OpenPromptReader openPrompts =
        {}; ///< for models that read prompts as sentences; empty: those are refused
};

/// Loads a model; what kind of model it is its description shows, by a section that no other kind has:
///
///     "generator"  Pocket       "puppet"  Puppet       "recipe"  video models of the Wan family: of text, and those
///                                                         that speak
///
/// device  "cpu"; "cuda:N" is refused until the CUDA module exists
/// Throws Error(NotFound | BadInput | BadShape | BadConfig | Unsupported | Stopped).
std::shared_ptr<const EngineModel> loadEngineModel(const ModelSource& source,
                                                   const std::string& device,
                                                   const EngineLoading& loading = {});

/// The same of a folder with a config.json.
std::shared_ptr<const EngineModel> loadEngineModel(const std::string& directory,
                                                   const std::string& device);

/// Throws what loadEngineModel throws of a device that is none or cannot be used.
void requireDevice(const std::string& device);

} // namespace imprint::engine
