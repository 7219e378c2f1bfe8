#pragma once

#include "engine/models/pocket/face_move.h"
#include "engine/models/pocket/pose_warp.h"
#include "engine/models/puppet/puppet_pose.h"

#include <ATen/ATen.h>

#include <optional>
#include <span>

namespace imprint::engine {

/// A reference picture that follows the head's pose: what a video would look like if the head alone moved. The generator
/// starts from it, so that heads turn as far as they are told, and edges stay as sharp as the reference is. The decoder
/// takes its detail from one whose lids, pupils and brows follow too, where the model has what moves them.
/// Const; thread: any.
class PosedReference {
public:
    /// face: null, if nothing moves lids, pupils and brows; picture [1, 3, H, W] uint8, eyes open; rest: the pose it shows,
    /// or is taken to show.
    PosedReference(const PoseWarp& warp, const FaceMove* face, const at::Tensor& picture,
                   const PuppetPose& rest);

    /// motion [F, 57] as MotionTrack lays it out -> the pictures of their video frames [4F, 3, H, W] in [-1, 1].
    at::Tensor frames(const at::Tensor& motion) const;

    /// The same of poses, four per latent: [poses, 3, H, W].
    at::Tensor frames(std::span<const PuppetPose> poses) const;

    /// Frames [4F, 3, H, W] twice: as frames() says, and with the face, where it moves.
    struct Both {
        at::Tensor head;
        at::Tensor living;
    };
    Both both(const at::Tensor& motion) const;

    /// Those with the face, of poses, four per latent: [poses, 3, H, W].
    at::Tensor livingFrames(std::span<const PuppetPose> poses) const;

    /// The reference as it is, for the four frames of its own latent: [4, 3, H, W].
    at::Tensor still() const { return m_picture.expand({4, -1, -1, -1}); }

    std::int64_t bytes() const;
    /// The same by formula, for pictures of this size; withFace: lids, pupils and brows move.
    static std::int64_t predictedBytes(std::int64_t height, std::int64_t width, bool withFace);

private:
    /// What the reference's face can do.
    struct Face {
        FaceMove::Maps maps;
        PictureArea area; // where it does
    };

    /// Of controls [N, 11]: how the head moves the picture [N, 2, h, w], and the picture with its face moved [N, 3, H, W].
    at::Tensor headFlow(const at::Tensor& controls) const;
    at::Tensor withFace(const at::Tensor& controls) const;

    at::Tensor m_picture; // [1, 3, H, W] fp32
    at::Tensor m_flows;   // [6, 2, h, w]
    at::Tensor m_rest;    // [11]
    std::optional<Face> m_face;
};

} // namespace imprint::engine
