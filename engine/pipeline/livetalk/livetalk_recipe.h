#pragma once

#include "engine/models/livetalk/livetalk.h"
#include "engine/pipeline/wan/wan_recipe.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace imprint::engine {

/// A recipe of the Wan family with the way that sound takes. As JSON: the sections of a WanRecipe, and `sound`.
struct LiveTalkRecipe {
    WanRecipe rollout;
    SoundPathConfig sound;

    LiveTalkConfig network() const { return {.network = rollout.network, .sound = sound}; }
};

/// Whether a recipe is one of a network that hears.
bool hearsSound(const nlohmann::json& recipe);

/// Throws like readWanRecipe; sizes of sound must all be said.
LiveTalkRecipe readLiveTalkRecipe(const nlohmann::json& json, const std::string& where);

/// What readLiveTalkRecipe gives back unchanged.
nlohmann::json jsonOf(const LiveTalkRecipe& recipe);

} // namespace imprint::engine
