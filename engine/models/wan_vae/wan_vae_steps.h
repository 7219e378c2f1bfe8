#pragma once

#include "engine/models/wan_vae/wan_vae_config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

enum class WanVaeStepKind {
    Convolution, ///< 3×3×3
    Residual,    ///< twice norm, SiLU, 3×3×3; a 1×1×1 shortcut where the width changes
    Attention,   ///< of a frame's pixels to each other
    TimeUp,      ///< one frame becomes two
    SpaceUp,     ///< nearest ×2, 3×3
    SpaceDown,   ///< 3×3, stride 2
    TimeDown,    ///< two frames become one
    Head,        ///< norm, SiLU, 3×3×3
    LevelUp,     ///< the steps inside it, and a way around them that repeats channels
    LevelDown,   ///< likewise, one that averages them
};

/// One step of half a VAE, as its file names it.
struct WanVaeStep {
    WanVaeStepKind kind = WanVaeStepKind::Convolution;
    std::string scope;                  ///< where its tensors are
    std::int64_t in = 0;                ///< channels
    std::int64_t out = 0;               ///< channels
    std::int64_t scale = 1;             ///< rows (or columns) of its input for each of the latent
    std::vector<WanVaeStep> inner = {}; ///< of a level

    /// Whether a level has such a step.
    bool has(WanVaeStepKind wanted) const;
};

/// What the decoder does to a latent frame behind the 1×1×1 convolution `conv2`: the one description of the network,
/// from which it is built and by which its memory is forecast. Without patches, which are no step.
/// Source: specs/wan-causal.md 6.2; with shortcuts Wan2.2 wan/modules/vae2_2.py.
std::vector<WanVaeStep> wanVaeDecoderSteps(const WanVaeConfig& config);

/// What the encoder does to a frame, up to the 1×1×1 convolution `conv1`.
std::vector<WanVaeStep> wanVaeEncoderSteps(const WanVaeConfig& config);

} // namespace imprint::engine
