#include "engine/pipeline/livetalk/livetalk_recipe.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

namespace imprint::engine {
namespace {

constexpr const char* kSound = "sound";

} // namespace

bool hearsSound(const nlohmann::json& recipe)
{
    return recipe.is_object() && recipe.contains(kSound);
}

LiveTalkRecipe readLiveTalkRecipe(const nlohmann::json& json, const std::string& where)
{
    if (!hearsSound(json))
        throw Error(ErrorCode::BadConfig,
                    concat("'", where, "': the recipe has no section '", kSound, "'"));
    nlohmann::json rollout = json;
    rollout.erase(kSound);
    LiveTalkRecipe recipe;
    recipe.rollout = readWanRecipe(rollout, where);
    fromKnownJson(json.at(kSound), recipe.sound, concat(where, ": ", kSound));
    namingFile(where, [&] { requireSound(recipe.network()); });
    return recipe;
}

nlohmann::json jsonOf(const LiveTalkRecipe& recipe)
{
    nlohmann::json json = jsonOf(recipe.rollout);
    json[kSound] = toJson(recipe.sound);
    return json;
}

} // namespace imprint::engine
