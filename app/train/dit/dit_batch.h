#pragma once

#include "app/train/clips/clip.h"
#include "app/train/dit/block_layout.h"
#include "app/train/optim/training_task.h"
#include "engine/models/pocket/pocket_config.h"
#include "engine/models/puppet/seeded_random.h"

namespace imprint::train {

/// Where in a clip a sample begins.
struct SampleCut {
    const Clip* clip = nullptr;
    bool earlierStill =
        false; ///< the reference is the still taken before the clip, else its frame 0
    std::int64_t firstLatent = 1; ///< latent of the clip that follows the reference
};

/// B samples of one layout, L latents each.
struct DitBatch {
    at::Tensor latents; ///< [B, L, C, h, w] fp16, the clean truth
    at::Tensor
        posed; ///< [B, L, C, h, w] fp16, zeros for the reference itself; undefined for models without
    at::Tensor audio;      ///< [B, L, 6, 128]
    at::Tensor motion;     ///< [B, L, motion controls]
    at::Tensor attributes; ///< [B, 14] int64
    at::Tensor colourless; ///< [B] bool: the anchors of this sample are without colours

    std::int64_t samples() const { return latents.size(0); }

    /// As a task hands it on, and back.
    Batch named() const;
    static DitBatch of(const Batch& batch);
};

/// What of the conditions a sample keeps; what it drops is unknown to the generator.
struct ConditionDropout {
    double attribute = 0.3;  ///< each word
    double attributes = 0.4; ///< all words
    double motion = 0.1;     ///< all motion controls
    double stillPose = 0.3;  ///< the pose of the reference
    double colours = 0.2;    ///< those of the anchors, and all words with them
};

/// random: of this batch alone.
DitBatch makeDitBatch(const std::vector<SampleCut>& cuts, const BlockLayout& layout,
                      const engine::PocketConfig& config, const ConditionDropout& dropout,
                      engine::SeededRandom& random);

} // namespace imprint::train
