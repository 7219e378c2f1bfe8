#include "engine/pipeline/wan/wan_model.h"

#include "engine/pipeline/livetalk/livetalk_recipe.h"
#include "engine/pipeline/livetalk/livetalk_voice.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace imprint::engine {
namespace {

/// The recipe, and the way of sound into the network if it has one.
struct ReadRecipe {
    WanRecipe rollout;
    std::optional<SoundPathConfig> sound;
};

ReadRecipe readRecipe(const nlohmann::json& json, const std::string& where)
{
    if (!hearsSound(json))
        return {.rollout = readWanRecipe(json, where)};
    const LiveTalkRecipe recipe = readLiveTalkRecipe(json, where);
    return {.rollout = recipe.rollout, .sound = recipe.sound};
}

PartsWish wishOf(const ReadRecipe& recipe)
{
    const WanDitConfig& network = recipe.rollout.network;
    const bool hears = recipe.sound.has_value();
    return {.textLength = network.textLength,
            .textDim = network.textDim,
            .hears = hears,
            .sees = hears || recipe.rollout.cache.kind == WanCacheKind::Recompute};
}

} // namespace

std::shared_ptr<const WanModel> WanModel::load(const nlohmann::json& description,
                                               const ModelSource& source, const std::string& where,
                                               const ModelLoading& loading,
                                               const OpenPromptReader& openPrompts)
{
    const ReadRecipe recipe = readRecipe(description.at("recipe"), where);
    const WanDitConfig& sizes = recipe.rollout.network;
    PartsLoader loader(description, source, where, loading, openPrompts, wishOf(recipe));
    std::optional<WanDit> dit;
    std::optional<SoundPath> sound;
    loader.readNetwork([&](WeightReader& weights) {
        dit.emplace(weights, "", sizes);
        if (recipe.sound)
            sound.emplace(weights, "", *recipe.sound, sizes.dim, sizes.layers);
    });
    std::unique_ptr<const Voice> voice;
    if (sound)
        voice = std::make_unique<LiveTalkVoice>(loader.readEars(), std::move(*sound));
    return std::shared_ptr<const WanModel>(
        new WanModel(recipe.rollout, std::move(*dit), loader.finish(std::move(voice))));
}

} // namespace imprint::engine
