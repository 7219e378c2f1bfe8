#include "engine/pipeline/wan/wan_settings.h"

#include "engine/core/error.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/wan/wan_archive.h"

#include <algorithm>

namespace imprint::engine {
namespace {

std::int64_t windowBehindSinks(const WanRecipe& recipe, std::int64_t sinkFrames)
{
    return std::max<std::int64_t>(
        recipe.cache.windowFrames - sinkFrames - recipe.sampler.blockFrames, 0);
}

/// Latent frames of a ring that a growing model is given: as much as it may hold by itself.
WanCache asWindow(const WanRecipe& recipe)
{
    WanCache cache{.kind = WanCacheKind::Window, .positions = recipe.cache.positions};
    cache.sinkFrames = recipe.sampler.blockFrames;
    cache.windowFrames = std::max(recipe.cache.maximumFrames, 3 * recipe.sampler.blockFrames);
    return cache;
}

[[noreturn]] void refuse(const std::string& what, const std::string& remedy)
{
    throw Error(ErrorCode::BadConfig, what, remedy);
}

WanCache cacheFor(const WanRecipe& recipe, const SessionConfig& config)
{
    WanCache cache = recipe.cache;
    const bool growing = config.kvPolicy == CacheKind::Growing;
    if (cache.kind == WanCacheKind::Recompute) {
        if (growing || config.kvSinkFrames != 0)
            refuse(
                "this model builds its KV cache anew for every block: it has no sinks and does not "
                "grow",
                "Leave 'kvPolicy' and 'kvSinkFrames' out; 'kvWindowFrames' is what a block sees");
        cache.contextFrames = config.kvWindowFrames;
        return cache;
    }
    if (growing)
        return {.kind = WanCacheKind::Growing,
                .positions = cache.positions,
                .maximumFrames = cache.maximumFrames};
    return {.kind = WanCacheKind::Window,
            .positions = cache.positions,
            .windowFrames =
                config.kvSinkFrames + config.kvWindowFrames + recipe.sampler.blockFrames,
            .sinkFrames = config.kvSinkFrames};
}

} // namespace

void requireTrained(const SessionConfig& config, std::int64_t steps, std::int64_t blockFrames)
{
    if (config.steps != steps)
        refuse(
            concat("setting 'steps' is ", config.steps, ", but this model was trained for ", steps),
            concat("Leave it out, or use ", steps));
    if (config.blockLatents != 0 && config.blockLatents != blockFrames)
        refuse(concat("setting 'blockLatents' is ", config.blockLatents,
                      ", but this model was trained for ", blockFrames),
               "Leave it out");
    if (config.identityFrom != IdentityFrom::Reference)
        refuse("setting 'identityFrom' is history, but this model has no reference to do without",
               "Leave it out");
    if (config.kvEvict != KvEvict::None)
        refuse(concat("setting 'kvEvict' is ", enumName(config.kvEvict),
                      ", but this model's cache keeps whole frames"),
               "Leave it out");
    if (config.ispaReabsorb)
        refuse("setting 'ispaReabsorb' is on, but this model cannot learn its history anew",
               "Leave it out");
    if (config.ispaControl == IspaControl::OtherClip)
        refuse(
            "setting 'ispaControl' is other-clip, but this model has no personas to take it from",
            "Choose another control");
}

SessionConfig defaultsOf(const WanRecipe& recipe)
{
    SessionConfig config;
    config.steps = static_cast<int>(recipe.sampler.steps.size());
    config.shift = recipe.sampler.shift;
    if (recipe.cache.kind == WanCacheKind::Recompute) {
        config.kvPolicy = CacheKind::SinkWindow;
        config.kvSinkFrames = 0;
        config.kvWindowFrames = static_cast<int>(recipe.cache.contextFrames);
    } else {
        const bool grows = recipe.cache.kind == WanCacheKind::Growing;
        WanRecipe ring = recipe;
        if (grows)
            ring.cache = asWindow(recipe);
        config.kvPolicy = grows ? CacheKind::Growing : CacheKind::SinkWindow;
        config.kvSinkFrames = static_cast<int>(ring.cache.sinkFrames);
        config.kvWindowFrames = static_cast<int>(windowBehindSinks(ring, ring.cache.sinkFrames));
    }
    config.ispaSinkFrames = std::min(config.kvSinkFrames, config.ispaSinkFrames);
    config.ispaWindowFrames = std::min(config.kvWindowFrames, config.ispaWindowFrames);
    return config;
}

WanRecipe recipeFor(const WanRecipe& recipe, const SessionConfig& config)
{
    validate(config);
    requireTrained(config, static_cast<std::int64_t>(recipe.sampler.steps.size()),
                   recipe.sampler.blockFrames);
    WanRecipe result = recipe;
    result.sampler.shift = config.shift;
    result.cache = cacheFor(recipe, config);
    requireSound(result);
    return result;
}

WanRolloutSettings rolloutSettingsFor(const WanRecipe& recipe, const SessionConfig& config,
                                      std::int64_t rows, std::int64_t columns)
{
    const std::int64_t blockFrames = recipe.sampler.blockFrames;
    WanRolloutSettings settings{
        .height = rows, .width = columns, .storage = kvTypeOf(config.kvBits)};
    settings.capFrames = config.fCap;
    settings.capSinkFrames = config.fCap > 0 ? config.kvSinkFrames : 0;
    const CacheSettings cache = cacheSettingsOf(recipe, settings);
    if (config.fCap > 0 && config.fCap < cache.sinkFrames + blockFrames)
        refuse(concat("setting 'fCap' is ", config.fCap, ", which has no room for ",
                      cache.sinkFrames, " sinks and a block of ", blockFrames),
               concat("Use at least ", cache.sinkFrames + blockFrames, ", or 0 for no cap"));
    requireIspaFits(config, cache, blockFrames, recipe.network.layers);
    settings.ispa = ispaSettings(config, recipe);
    return settings;
}

void requireSameRun(const SessionConfig& opened, const SessionConfig& wished)
{
    if (opened.shift != wished.shift ||
        !askSameOfIspa(opened, wished)) // recipeFor refuses other steps
        refuse("shift and ISPA of this model cannot change in a running session",
               "Start a new session with the new settings");
}

void requireSameRun(const WanRecipe& recipe, const SessionConfig& opened,
                    const SessionConfig& wished)
{
    if (!keepsArchive(recipe))
        return requireSameRun(opened, wished);
    if (opened.shift != wished.shift)
        refuse("the shift of this model cannot change in a running session",
               "Start a new session with the new settings");
}

} // namespace imprint::engine
