#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/wan/wan_model.h"
#include "engine/pipeline/wan/wan_rollout.h"

#include <cstdint>

namespace imprint::engine {

/// Of the pictures of a session, and of a latent frame.
struct PictureShape {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// size: of both sides; 0: the model's own. Throws Error(BadConfig) for one that is no whole number of tokens.
PictureShape pictureShape(const WanModel& model, int size);

/// Throws Error(BadConfig) for settings without a word to make a video of.
void requirePrompt(const SessionConfig& config);

/// Decoded frames that the model looks at again; 0: none.
std::int64_t keptFrames(const WanModel& model, const WanRecipe& recipe);

/// What the decoder remembers of a stream of three latents or more, with those frames.
std::int64_t predictedDecoderBytes(const WanModel& model, const WanRecipe& recipe,
                                   const WanRolloutSettings& settings);

} // namespace imprint::engine
