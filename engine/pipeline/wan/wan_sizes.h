#pragma once

#include "engine/core/session_config.h"
#include "engine/pipeline/wan/video_parts.h"
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
PictureShape pictureShape(const VideoParts& parts, int size);

/// Throws Error(BadConfig) for settings without a word to make a video of. A model that hears does without.
void requirePrompt(const VideoParts& parts, const SessionConfig& config);

/// Decoded frames that the model looks at again; 0: none.
std::int64_t keptFrames(const VideoParts& parts, const WanRecipe& recipe);

/// Of the reference that a speaking model keeps: its latent.
std::int64_t referenceBytes(const WanRecipe& recipe, const WanRolloutSettings& settings);

/// What the decoder remembers of a stream of three latents or more, with so many frames that are kept.
std::int64_t decoderBytes(const VideoParts& parts, const PictureShape& shape,
                          std::int64_t keptFrames);

} // namespace imprint::engine
