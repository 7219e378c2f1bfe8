#pragma once

#include "engine/core/session_config.h"
#include "engine/models/pocket/pocket_codec.h"
#include "engine/models/pocket/pocket_generator.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace imprint::engine {

/// Feature stage -> generator stage: what one block is to be made from.
struct Conditioning {
    std::int64_t block = 0; ///< 0: the reference still
    int videoFrames = 0;    ///< frames of this block that the session delivers
    PocketControls controls;
    std::shared_ptr<const SessionConfig> config; ///< settings that hold for this block
};

/// Generator stage -> decoder stage.
struct LatentBlock {
    std::int64_t block = 0;
    int videoFrames = 0;
    at::Tensor latents; ///< [F, channels, rows, columns]
    at::Tensor
        posed; ///< [4F, 3, H, W] the posed reference, in [-1, 1]; undefined for models without
    at::Tensor motion; ///< [F, motion controls] that the latents were made to follow
    ReferenceColours colours = ReferenceColours::Kept;
};

/// Decoder stage -> reader of the session: pictures of one block.
struct PictureBlock {
    std::int64_t block = 0;
    at::Tensor pictures; ///< [frames, height, width, 3] uint8
};

} // namespace imprint::engine
