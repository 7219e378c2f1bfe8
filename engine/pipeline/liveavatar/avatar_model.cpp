#include "engine/pipeline/liveavatar/avatar_model.h"

#include "engine/pipeline/liveavatar/avatar_voice.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace imprint::engine {

std::shared_ptr<const AvatarModel> AvatarModel::load(const nlohmann::json& description,
                                                     const ModelSource& source,
                                                     const std::string& where,
                                                     const ModelLoading& loading,
                                                     const OpenPromptReader& openPrompts)
{
    const AvatarRecipe recipe = readAvatarRecipe(description.at("recipe"), where);
    PartsLoader loader(description, source, where, loading, openPrompts,
                       {.textLength = recipe.network.trunk.textLength,
                        .textDim = recipe.network.trunk.textDim,
                        .hears = true,
                        .sees = true});
    std::optional<LiveAvatarDit> dit;
    loader.readNetwork([&](WeightReader& weights) { dit.emplace(weights, recipe.network); });
    auto voice = std::make_unique<AvatarVoice>(loader.readEars(), recipe.network.parts);
    return std::shared_ptr<const AvatarModel>(
        new AvatarModel(recipe, std::move(*dit), loader.finish(std::move(voice))));
}

} // namespace imprint::engine
