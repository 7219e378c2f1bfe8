#pragma once

#include "engine/core/ispa_choices.h"
#include "engine/core/session_stats.h"

#include <ATen/ATen.h>

#include <vector>

namespace imprint::app {

inline constexpr int kFramesPerLatent = 4; ///< of the video

/// What the transition explains of what its layers miss: held-out R², median over the half of the layers that is explained
/// best; NaN without any. A control is judged by the layers that it spoils, which are the local ones. Source: specs/ispa.md 15.5.
double explainedByBetterHalf(std::vector<IspaLayerFigures> layers, IspaControl control);

/// The change from frame to frame where the first block without history begins, in units of the 99th percentile of all
/// other changes; NaN if the frames end before. frames [T, 3, h, w] uint8; the clip begins with a still, which is one
/// latent frame, and blocks of `blockFrames` follow until there are warmFrames.
double jumpAtTransition(const at::Tensor& frames, int warmFrames, int blockFrames);

} // namespace imprint::app
