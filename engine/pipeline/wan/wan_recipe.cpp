#include "engine/pipeline/wan/wan_recipe.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/strict_json.h"

#include <algorithm>
#include <functional>

namespace imprint::engine {
namespace {

constexpr std::int64_t kNoisiest = 1000; // nominal time of pure noise

void requireFallingSteps(const char* name, const std::vector<std::int64_t>& steps)
{
    const auto outside = [](std::int64_t step) { return step < 0 || step > kNoisiest; };
    const bool falls =
        std::adjacent_find(steps.begin(), steps.end(), std::less_equal{}) == steps.end();
    if (!falls || std::any_of(steps.begin(), steps.end(), outside))
        throw Error(
            ErrorCode::BadConfig,
            concat("setting '", name, "' is no list of falling times from ", kNoisiest, " to 0"));
}

/// A number that says nothing under this kind of cache is a slip of whoever wrote the recipe.
void requireUnused(const char* name, std::int64_t value, WanCacheKind kind)
{
    if (value != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("setting '", name, "' is ", value, ", but a cache of kind ",
                           enumName(kind), " has no use for it"),
                    "Leave it out, or choose another kind");
}

void requireSoundCache(const WanCache& cache, std::int64_t blockFrames)
{
    const bool grows = cache.kind == WanCacheKind::Growing;
    const bool hasWindow = cache.kind == WanCacheKind::Window;
    const bool recomputes = cache.kind == WanCacheKind::Recompute;
    if (!grows)
        requireUnused("maximumFrames", cache.maximumFrames, cache.kind);
    if (!hasWindow) {
        requireUnused("windowFrames", cache.windowFrames, cache.kind);
        requireUnused("sinkFrames", cache.sinkFrames, cache.kind);
    }
    if (!recomputes)
        requireUnused("contextFrames", cache.contextFrames, cache.kind);
    if (hasWindow && cache.windowFrames < cache.sinkFrames + blockFrames)
        throw Error(ErrorCode::BadConfig,
                    concat("a window of ", cache.windowFrames, " latent frames has no room for ",
                           cache.sinkFrames, " sinks and a block of ", blockFrames));
    if (recomputes && cache.contextFrames < 1)
        throw Error(ErrorCode::BadConfig,
                    "setting 'contextFrames' is 0: a block would see nothing of the clip");
}

void requireSoundSteps(const WanSampler& sampler)
{
    const bool listed = !sampler.steps.empty() || !sampler.firstSteps.empty();
    if (sampler.evenSteps > 0 && listed)
        throw Error(ErrorCode::BadConfig,
                    concat("setting 'evenSteps' is ", sampler.evenSteps,
                           ", but steps are listed in 'steps' or 'firstSteps' too"),
                    "Say one of them, and empty lists with 'evenSteps'");
    if (sampler.evenSteps == 0 && sampler.steps.empty())
        throw Error(ErrorCode::BadConfig, "setting 'steps' is empty: nothing would be denoised");
    requireFallingSteps("steps", sampler.steps);
    requireFallingSteps("firstSteps", sampler.firstSteps);
}

/// Shots are told apart in what the caches hold, so it must stay what it was when it was made.
void requireSoundShots(const WanRecipe& recipe)
{
    const WanPrompts& prompts = recipe.prompts;
    if (prompts.shotPrefix.empty()) {
        if (prompts.shotOffset != 0 || prompts.keepShotStart)
            throw Error(ErrorCode::BadConfig,
                        "settings 'shotOffset' and 'keepShotStart' say what a new shot does, but "
                        "without 'shotPrefix' there is none");
        return;
    }
    if (prompts.onSwitch != PromptSwitch::Replace || recipe.cache.kind == WanCacheKind::Recompute ||
        recipe.cache.positions != KeyPositions::Absolute)
        throw Error(ErrorCode::BadConfig,
                    "setting 'shotPrefix' is not empty, but the history is not kept as it was made",
                    "Shots need prompts that replace each other, and a growing cache or a window "
                    "with absolute positions");
    const std::int64_t needed = recipe.cache.sinkFrames + 2 * recipe.sampler.blockFrames;
    if (prompts.keepShotStart && recipe.cache.kind == WanCacheKind::Window &&
        recipe.cache.windowFrames < needed)
        throw Error(ErrorCode::BadConfig,
                    concat("a window of ", recipe.cache.windowFrames,
                           " latent frames has no room for ", recipe.cache.sinkFrames,
                           " sinks, the first block of a shot and another block"),
                    concat("It takes ", needed));
}

template <class Config>
void readSection(const nlohmann::json& recipe, const char* name, const std::string& where,
                 MissingKey missing, Config& section)
{
    const auto found = recipe.find(name);
    const std::string place = concat(where, ": ", name);
    fromKnownJson(found == recipe.end() ? nlohmann::json::object() : *found, section, place,
                  missing);
}

} // namespace

void requireSound(const WanRecipe& recipe)
{
    validate(recipe.network);
    validate(recipe.sampler);
    validate(recipe.cache);
    validate(recipe.prompts);
    requireSoundSteps(recipe.sampler);
    requireSoundCache(recipe.cache, recipe.sampler.blockFrames);
    if (recipe.cache.kind == WanCacheKind::Recompute &&
        recipe.prompts.onSwitch == PromptSwitch::Recache)
        throw Error(ErrorCode::BadConfig,
                    "setting 'onSwitch' is recache, but the cache is made anew for every block");
    requireSoundShots(recipe);
}

WanRecipe readWanRecipe(const nlohmann::json& json, const std::string& where)
{
    requireKnownKeys(json, {"network", "sampler", "cache", "prompts"}, where);
    WanRecipe recipe;
    readSection(json, "network", where, MissingKey::Fails, recipe.network);
    readSection(json, "sampler", where, MissingKey::KeepsDefault, recipe.sampler);
    readSection(json, "cache", where, MissingKey::KeepsDefault, recipe.cache);
    readSection(json, "prompts", where, MissingKey::KeepsDefault, recipe.prompts);
    namingFile(where, [&] { requireSound(recipe); });
    return recipe;
}

nlohmann::json jsonOf(const WanRecipe& recipe)
{
    return {{"network", toJson(recipe.network)},
            {"sampler", toJson(recipe.sampler)},
            {"cache", toJson(recipe.cache)},
            {"prompts", toJson(recipe.prompts)}};
}

CacheSettings cacheSettingsOf(const WanRecipe& recipe)
{
    const WanCache& cache = recipe.cache;
    CacheSettings settings;
    settings.positions = cache.positions;
    switch (cache.kind) {
    case WanCacheKind::Growing:
        settings.kind = CacheKind::Growing;
        settings.maximumFrames = cache.maximumFrames;
        break;
    case WanCacheKind::Window:
        settings.kind = CacheKind::SinkWindow;
        settings.sinkFrames = cache.sinkFrames;
        settings.capacityFrames = cache.windowFrames;
        break;
    case WanCacheKind::Recompute: // holds the context and the block, and never has to evict
        settings.kind = CacheKind::SinkWindow;
        settings.capacityFrames = cache.contextFrames + recipe.sampler.blockFrames;
        break;
    }
    return settings;
}

} // namespace imprint::engine
