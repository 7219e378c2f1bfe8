#include "engine/pipeline/liveavatar/avatar_recipe.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

namespace imprint::engine {
namespace {

const nlohmann::json& section(const nlohmann::json& json, const char* name,
                              const std::string& where)
{
    const auto found = json.find(name);
    if (found == json.end())
        throw Error(ErrorCode::BadConfig, concat("'", where, "': section '", name, "' is missing"));
    return *found;
}

/// What a manifest states of the caches, from which memory is forecast without this engine.
struct StatedCache {
    std::int64_t windowFrames = 0;
    std::int64_t blockFrames = 0;
    std::int64_t rings = 0;
    double conditionFrames = 0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, StatedCache>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"windowFrames", "Latent frames in a ring"}, c.windowFrames, Limits{1, 4096});
    visit(Field{"blockFrames", "Latent frames that are made together"}, c.blockFrames,
          Limits{1, 64});
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

AvatarRecipe readAvatarRecipe(const nlohmann::json& manifest, const std::string& where)
{
    AvatarRecipe recipe;
    fromKnownJson(section(manifest, "network", where), recipe.network.trunk, where + ": network");
    const nlohmann::json& avatar = section(manifest, "avatar", where);
    fromKnownJson(section(avatar, "network", where), recipe.network.parts,
                  where + ": avatar.network");
    fromKnownJson(section(avatar, "sampler", where), recipe.sampler, where + ": avatar.sampler");
    namingFile(where, [&] { requireSound(recipe.network); });
    StatedCache cache;
    fromKnownJson(section(manifest, "cache", where), cache, where + ": cache");
    requireSame("blockFrames", static_cast<double>(cache.blockFrames),
                static_cast<double>(recipe.sampler.blockFrames), where);
    requireSame("rings", static_cast<double>(cache.rings),
                static_cast<double>(recipe.sampler.steps), where);
    requireSame("conditionFrames", cache.conditionFrames, conditionFrames(recipe.network), where);
    recipe.windowFrames = cache.windowFrames;
    return recipe;
}

} // namespace imprint::engine
