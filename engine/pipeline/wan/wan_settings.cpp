#include "engine/pipeline/wan/wan_settings.h"

#include "engine/core/error.h"
#include "engine/models/livetalk/sound_path.h"
#include "engine/pipeline/ispa_choice.h"

#include <algorithm>
#include <string_view>

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

/// A setting that has one value, and why.
struct FixedSetting {
    const char* key;
    const char* why;
};

constexpr FixedSetting kFixedSettings[] = {
    {"steps", "this model was trained for"}, // and its own
    {"blockLatents", "this model was trained for"},
    {"identityFrom", "this model has no reference to do without"},
    {"kvEvict", "this model's cache keeps whole frames"},
    {"kvEvictFrames", "this model's cache keeps whole frames"},
    {"ispaReabsorb", "this model cannot learn its history anew"},
    {"headMotion", "this model's network alone says what moves"},
    {"blinks", "this model's network alone says what moves"},
    {"nods", "this model's network alone says what moves"},
};

/// As text, since values are of many types.
std::string textOf(const SessionConfig& config, std::string_view key)
{
    std::string text;
    forEachField(config, [&](const Field& field, const auto& value, auto...) {
        if (field.key == key)
            text = fieldText(value);
    });
    return text;
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
    SessionConfig own;
    own.steps = static_cast<int>(steps);
    if (config.blockLatents != 0) // said, though it need not be
        own.blockLatents = static_cast<int>(blockFrames);
    for (const FixedSetting& fixed : kFixedSettings) {
        const std::string value = textOf(config, fixed.key);
        const std::string only = textOf(own, fixed.key);
        if (value == only)
            continue;
        const std::string_view why = fixed.why;
        refuse(concat("setting '", fixed.key, "' is ", value, ", but ", why,
                      why.ends_with(" for") ? " " + only : ""),
               "Leave it out");
    }
    if (config.ispaControl == IspaControl::OtherClip)
        refuse("setting 'ispaControl' is other-clip, but this model takes all of a persona or none",
               "Choose another control");
}

std::vector<std::string> fixedVideoSettings()
{
    std::vector<std::string> keys;
    for (const FixedSetting& fixed : kFixedSettings)
        keys.emplace_back(fixed.key);
    return keys;
}

SessionConfig defaultsOf(const WanRecipe& recipe)
{
    SessionConfig config;
    config.steps = static_cast<int>(recipe.sampler.stepCount());
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

std::vector<std::string> fixedSettingsOf(const WanRecipe& recipe)
{
    std::vector<std::string> keys = fixedVideoSettings();
    if (recipe.cache.kind == WanCacheKind::Recompute) // see cacheFor
        keys.insert(keys.end(), {"kvPolicy", "kvSinkFrames", "fCap"});
    return keys;
}

WanRecipe recipeFor(const WanRecipe& recipe, const SessionConfig& config)
{
    validate(config);
    requireTrained(config, recipe.sampler.stepCount(), recipe.sampler.blockFrames);
    WanRecipe result = recipe;
    result.sampler.shift = config.shift;
    result.cache = cacheFor(recipe, config);
    requireSound(result);
    return result;
}

WanRolloutSettings rolloutSettingsFor(const WanRecipe& recipe, const SessionConfig& config,
                                      std::int64_t rows, std::int64_t columns, at::ScalarType type)
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
    settings.archive = archiveFor(config, recipe, type);
    const WanDitConfig& network = recipe.network;
    if (network.inChannels > network.outChannels) // it is told who speaks, and what
        settings.conditionValues = SoundPath::blocksThatHear(network.layers) * network.dim;
    return settings;
}

void requireSameRun(const SessionConfig& opened, const SessionConfig& wished, IspaChange ispa)
{
    if (opened.shift != wished.shift) // recipeFor refuses other steps
        refuse("the shift of this model cannot change in a running session",
               "Start a new session with the new settings");
    if (ispa == IspaChange::Refused && !askSameOfIspa(opened, wished))
        refuse("ISPA of this model cannot change in a running session: its history cannot be made "
               "again",
               "Start a new session with the new settings");
}

} // namespace imprint::engine
