#pragma once

#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::train {

/// A person who speaks for some seconds, as pictures and as the truth behind them: what Pocket learns from.
struct ClipTruth {
    engine::PuppetIdentity identity;
    engine::PuppetPose stillPose;          ///< of a still taken some time before the clip
    std::vector<engine::PuppetPose> poses; ///< per video frame, frame 0 first
    std::vector<float>
        samples; ///< sound from kLeadFrames before frame 0 to kTailFrames behind the last frame
};

/// What the generator's training reads of a clip.
struct Clip {
    at::Tensor
        latents; ///< [2 + L, C, h, w] fp16: the earlier still, frame 0 as a still, then frames 4l-3 … 4l
    at::Tensor
        posedFromStill; ///< [L, C, h, w] fp16: the still, moved with the head, at the latents behind frame 0
    at::Tensor
        posedFromStart; ///< the same of frame 0, the first latents alone; both undefined for models without
    at::Tensor tokens; ///< [2 + 4L, 128] fp16: audio tokens of video frames -1, 0, 1 …
    engine::PuppetPose stillPose;
    std::vector<engine::PuppetPose> poses;
    std::vector<std::int64_t>
        attributes; ///< vocabulary index per category, in the vocabulary's order

    std::int64_t latentFrames() const { return latents.size(0) - 2; }

    /// Audio tokens [count, 128] fp32 of latent l, 1 the first behind frame 0: those up to its last frame, 4l.
    at::Tensor heard(std::int64_t latent, std::int64_t count) const
    {
        return tokens.narrow(0, 4 * latent + 2 - count, count).to(at::kFloat);
    }

    /// Poses of the video frames of `count` latents from this one on.
    std::vector<engine::PuppetPose> posesOf(std::int64_t latent, std::int64_t count) const
    {
        const auto first = poses.begin() + static_cast<std::ptrdiff_t>(4 * latent - 3);
        return {first, first + static_cast<std::ptrdiff_t>(4 * count)};
    }
};

} // namespace imprint::train
