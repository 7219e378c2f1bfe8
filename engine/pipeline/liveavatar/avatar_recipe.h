#pragma once

#include "engine/models/liveavatar/liveavatar_config.h"
#include "engine/pipeline/liveavatar/avatar_rollout.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

namespace imprint::engine {

template <class Config, class Visitor>
requires ConfigOf<Config, AvatarSampler>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"blockFrames", "Latent frames that are made together"}, c.blockFrames,
          Range<std::int64_t>{1, 64});
    visit(Field{"steps", "Denoising steps, each with caches of its own"}, c.steps,
          Range<std::int64_t>{1, 64});
    visit(Field{"shift", "Shift of the noise schedule, which acts twice"}, c.shift,
          Range<double>{0.01, 100.0});
}

/// Everything of a speaking model of LiveAvatar's kind that its manifest says, as plain values.
struct AvatarRecipe {
    LiveAvatarConfig network;
    AvatarSampler sampler;
    std::int64_t windowFrames =
        12; ///< latent frames in the ring of a noise level, current block included
};

/// Latent frames that the condition's tokens are worth, the reference among them: what a forecast counts.
double conditionFrames(const LiveAvatarConfig& network);

/// Reads the sections `network` (the trunk), `avatar` (`network`: the other parts, and `sampler`) and `cache` of a manifest;
/// all keys must be there. Throws Error(BadConfig) naming `where` (usually the file) for a missing or unknown key, or a
/// cache that is not what this network has.
AvatarRecipe readAvatarRecipe(const nlohmann::json& manifest, const std::string& where);

} // namespace imprint::engine
