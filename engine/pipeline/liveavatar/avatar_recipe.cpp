#include "engine/pipeline/liveavatar/avatar_recipe.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/strict_json.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace imprint::engine {
namespace {

constexpr const char* kAvatar = "avatar";
constexpr const char* kLevels = "levels"; // a ring for each noise level

template <class Config>
void readSection(const nlohmann::json& recipe, const char* name, const std::string& where,
                 Config& config)
{
    const auto found = recipe.find(name);
    if (found == recipe.end())
        throw Error(ErrorCode::BadConfig, concat("'", where, "': section '", name, "' is missing"));
    fromKnownJson(*found, config, concat(where, ": ", name));
}

/// What a recipe states of the caches, from which memory is forecast without this engine.
struct StatedCache {
    std::string kind;
    std::int64_t windowFrames = 0;
    std::int64_t rings = 0;
    double conditionFrames = 0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, StatedCache>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"kind", "levels: a ring for each noise level"}, c.kind);
    visit(Field{"windowFrames", "Latent frames in a ring"}, c.windowFrames, Limits{1, 4096});
    visit(Field{"rings", "Rings of that size"}, c.rings, Limits{1, 64});
    visit(Field{"conditionFrames", "Worth of the condition in latent frames"}, c.conditionFrames,
          Range<double>{0, 4096});
}

void requireSame(const char* name, double stated, double is, const std::string& where)
{
    if (stated != is)
        throw Error(ErrorCode::BadConfig,
                    concat("'", where, "': setting '", name, "' of the cache is ", stated,
                           ", but this network has ", is));
}

void requireRoom(const AvatarRecipe& recipe, const std::string& where)
{
    if (recipe.windowFrames < recipe.sampler.blockFrames)
        throw Error(ErrorCode::BadConfig, concat("'", where, "': a ring of ", recipe.windowFrames,
                                                 " latent frames has no room for a block of ",
                                                 recipe.sampler.blockFrames));
}

} // namespace

double conditionFrames(const LiveAvatarConfig& network)
{
    double frames = 1; // the reference
    double tokenShare = 1;
    for (const std::int64_t bucket : network.parts.motionBuckets) {
        frames += static_cast<double>(bucket) * tokenShare;
        tokenShare /= 8; // patches twice as long, high and wide
    }
    return frames;
}

bool isAvatar(const nlohmann::json& recipe)
{
    return recipe.is_object() && recipe.contains(kAvatar);
}

AvatarRecipe readAvatarRecipe(const nlohmann::json& json, const std::string& where)
{
    AvatarRecipe recipe;
    requireKnownKeys(json, {"network", kAvatar, "sampler", "reference", "cache"}, where);
    readSection(json, "network", where, recipe.network.trunk);
    readSection(json, kAvatar, where, recipe.network.parts);
    readSection(json, "sampler", where, recipe.sampler);
    readSection(json, "reference", where, recipe.reference);
    namingFile(where, [&] { requireSound(recipe.network); });
    StatedCache cache;
    readSection(json, "cache", where, cache);
    if (cache.kind != kLevels)
        throw Error(ErrorCode::BadConfig,
                    concat("'", where, "': a cache of kind '", printable(cache.kind),
                           "' is none of this network"),
                    concat("It must be '", kLevels, "'"));
    requireSame("rings", static_cast<double>(cache.rings),
                static_cast<double>(recipe.sampler.steps), where);
    requireSame("conditionFrames", cache.conditionFrames, conditionFrames(recipe.network), where);
    recipe.windowFrames = cache.windowFrames;
    requireRoom(recipe, where);
    return recipe;
}

nlohmann::json jsonOf(const AvatarRecipe& recipe)
{
    const StatedCache cache{.kind = kLevels,
                            .windowFrames = recipe.windowFrames,
                            .rings = recipe.sampler.steps,
                            .conditionFrames = conditionFrames(recipe.network)};
    return {{"network", toJson(recipe.network.trunk)},
            {kAvatar, toJson(recipe.network.parts)},
            {"sampler", toJson(recipe.sampler)},
            {"reference", toJson(recipe.reference)},
            {"cache", toJson(cache)}};
}

} // namespace imprint::engine
