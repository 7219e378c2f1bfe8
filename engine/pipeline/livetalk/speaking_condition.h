#pragma once

#include "engine/pipeline/wan/wan_rollout.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// What a block of a speaking person is made under. The first frame of a clip is the reference itself.
/// reference [C, h, w] normalised latent of the still; frames of the clip; sound [K, F, dim]: of these frames, as
/// SoundPath::spread gives it. Source: LiveTalk scripts/inference_example.py; specs/avatars.md A2; parity: livetalk-pipeline.
WanCondition speakingCondition(const at::Tensor& reference, FrameSpan frames,
                               const at::Tensor& sound);

} // namespace imprint::engine
