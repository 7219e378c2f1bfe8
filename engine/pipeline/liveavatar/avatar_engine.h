#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/model_source.h"
#include "engine/pipeline/wan/prompt_reader.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>

namespace imprint::engine {

/// Loads a model of LiveAvatar's kind. description: of the source, parsed, as AvatarModel says. Throws as AvatarModel::load.
std::shared_ptr<const EngineModel> loadAvatarEngine(const nlohmann::json& description,
                                                    const ModelSource& source,
                                                    const std::string& where,
                                                    const ModelLoading& loading,
                                                    const OpenPromptReader& openPrompts);

} // namespace imprint::engine
