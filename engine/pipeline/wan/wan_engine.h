#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/model_source.h"
#include "engine/pipeline/wan/prompt_reader.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>

namespace imprint::engine {

/// Loads a model of the Wan family. description: of the source, parsed, as WanModel says.
/// Throws as WanModel::load.
std::shared_ptr<const EngineModel> loadWanEngine(const nlohmann::json& description,
                                                 const ModelSource& source,
                                                 const std::string& where,
                                                 const ModelLoading& loading,
                                                 const OpenPromptReader& openPrompts);

} // namespace imprint::engine
