#pragma once

#include "engine/models/pocket/pose_warp.h"
#include "engine/models/puppet/puppet_pose.h"

#include <ATen/ATen.h>

#include <span>

namespace imprint::engine {

/// A reference picture that follows the head's pose: what a video would look like if the head alone moved. The generator
/// starts from it, so that heads turn as far as they are told, and edges stay as sharp as the reference is.
/// Const; thread: any.
class PosedReference {
public:
    /// picture [1, 3, H, W] uint8; rest: the pose it shows, or is taken to show.
    PosedReference(const PoseWarp& warp, const at::Tensor& picture, const PuppetPose& rest);

    /// motion [F, 57] as MotionTrack lays it out -> the pictures of their video frames [4F, 3, H, W] in [-1, 1].
    at::Tensor frames(const at::Tensor& motion) const;

    /// The same of poses, four per latent: [poses, 3, H, W].
    at::Tensor frames(std::span<const PuppetPose> poses) const;

    /// The reference as it is, for the four frames of its own latent: [4, 3, H, W].
    at::Tensor still() const { return m_picture.expand({4, -1, -1, -1}); }

    std::int64_t bytes() const
    {
        return static_cast<std::int64_t>(m_picture.nbytes() + m_flows.nbytes() + m_rest.nbytes());
    }
    /// The same by formula, for pictures of this size.
    static std::int64_t predictedBytes(std::int64_t height, std::int64_t width);

private:
    at::Tensor m_picture; // [1, 3, H, W] fp32
    at::Tensor m_flows;   // [6, 2, h, w]
    at::Tensor m_rest;    // [6]
};

} // namespace imprint::engine
