#pragma once

#include "engine/models/pocket/idle_motion.h"

#include <ATen/ATen.h>

#include <optional>
#include <vector>

namespace imprint::engine {

/// Lays the poses of video frames out as the motion controls of latent frames: the 11 numbers of the latent's four
/// video frames, the 11 numbers of the last frame before the block (the anchor's pose), and two flags that say which
/// of the two is known. Models that are told the mouth too have the six mouth shapes of the four frames behind these.
/// Source: specs/pocket.md section 4, "Motion controls"; the mouths are ours.
class MotionTrack {
public:
    static constexpr std::int64_t kWidth = 57;
    static constexpr std::int64_t kWidthWithMouths = 81;
    static constexpr std::int64_t kFaceWidth = 45; ///< of ofFace()

    /// rest: pose of the reference picture; nothing if it is a user's picture, whose pose nobody knows.
    /// width: PocketGeneratorConfig::motionDim, one of the two above.
    explicit MotionTrack(const std::optional<PuppetPose>& rest, std::int64_t width = kWidth);

    /// Controls of the reference still [1, width].
    at::Tensor reference() const;

    /// poses of the block's video frames, four per latent -> [latents, width].
    at::Tensor block(const std::vector<PuppetPose>& poses);

    /// The 11 numbers of each video frame [4F, 11] out of the controls [F, width] of latent frames.
    static at::Tensor ofFrames(const at::Tensor& motion);

    /// What the face does, wherever the head is, out of controls [F, 81]: lids, gaze, brows and smile of the four video
    /// frames, their mouths, and whether all that is known. [F, 45].
    static at::Tensor ofFace(const at::Tensor& motion);

private:
    void tellMouth(const MouthPose& mouth, std::size_t frame, float* row) const;

    std::int64_t m_width;
    std::optional<PuppetPose> m_rest;
    std::optional<std::array<float, kMotionControls>> m_anchor;
};

} // namespace imprint::engine
