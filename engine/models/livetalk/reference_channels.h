#pragma once

#include "engine/nn/cache_policy.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// The channels that tell the network about the person: the reference picture in every frame, and one that says what is to be
/// made (1), which is everything but the first frame of the clip (0).
/// reference [C, h, w] normalised latent of the still -> [F, C + 1, h, w] for these frames of the clip, same type.
/// Source: LiveTalk scripts/inference_example.py; specs/avatars.md A2.
at::Tensor referenceChannels(const at::Tensor& reference, FrameSpan frames);

} // namespace imprint::engine
