#pragma once

#include "engine/models/wan_vae/wan_vae_steps.h"
#include "engine/nn/frame_line.h"
#include "engine/weights/weight_reader.h"

#include <vector>

namespace imprint::engine {

/// The layers of half a Wan VAE, one frame at a time. Their semantics at the start of a stream are the reference's: the
/// first frame passes TimeUp and TimeDown untouched; what TimeUp remembers begins with the second latent, what everything
/// else remembers with the first. Source: Self-Forcing wan/modules/vae.py; specs/wan-causal.md 6.1, 6.3; levels with a way
/// around them: Wan2.2 wan/modules/vae2_2.py.
FrameLine makeWanVaeLine(WeightReader& weights, const std::vector<WanVaeStep>& steps);

} // namespace imprint::engine
