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

/// What becomes of the still during a clip.
struct AvatarReference {
    /// The block in front of which the first latent that was made takes the still's place, once, and the motion is that of the
    /// blocks before it; 0: never.
    std::int64_t renewedBefore = 4;
};

template <class Config, class Visitor>
requires ConfigOf<Config, AvatarReference>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"renewedBefore", "Block before which the first one made becomes the reference"},
          c.renewedBefore, Range<std::int64_t>{0, 4096});
}

/// Everything of a speaking model of LiveAvatar's kind that its manifest says, as plain values.
struct AvatarRecipe {
    LiveAvatarConfig network;
    AvatarSampler sampler;
    AvatarReference reference;
    std::int64_t windowFrames =
        12; ///< latent frames in the ring of a noise level, current block included
};

/// Latent frames that the condition's tokens are worth, the reference among them: what a forecast counts.
double conditionFrames(const LiveAvatarConfig& network);

/// Whether a recipe is one of a network of LiveAvatar's kind: it has a section `avatar`.
bool isAvatar(const nlohmann::json& recipe);

/// Reads the sections `network` (the trunk), `avatar` (its other parts), `sampler`, `reference` and `cache`, whose kind is
/// `levels`; all keys must be there. Throws Error(BadConfig) naming `where` (usually the file) for a missing or unknown section
/// or key, or a cache that is not what this network has.
AvatarRecipe readAvatarRecipe(const nlohmann::json& recipe, const std::string& where);

/// What readAvatarRecipe gives back unchanged.
nlohmann::json jsonOf(const AvatarRecipe& recipe);

} // namespace imprint::engine
