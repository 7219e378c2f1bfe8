#include "engine/models/pocket/motion_track.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::size_t kFramesPerLatent = 4;
constexpr std::size_t kAnchorAt = kFramesPerLatent * kMotionControls;
constexpr std::size_t kOwnKnownFlag = 55;
constexpr std::size_t kAnchorKnownFlag = 56;
constexpr std::size_t kMouthsAt = MotionTrack::kWidth;
constexpr std::size_t kMouthShapes = 6;
constexpr std::int64_t kPoseNumbers = 6; ///< of the head; those of the face follow

static_assert(kMouthsAt + kFramesPerLatent * kMouthShapes == MotionTrack::kWidthWithMouths);

} // namespace

MotionTrack::MotionTrack(const std::optional<PuppetPose>& rest, std::int64_t width)
    : m_width(width)
    , m_rest(rest)
{
    IMPRINT_ASSERT(width == kWidth || width == kWidthWithMouths, width, " motion controls");
    if (rest)
        m_anchor = motionControls(*rest);
}

void MotionTrack::tellMouth(const MouthPose& mouth, std::size_t frame, float* row) const
{
    if (m_width == kWidth)
        return;
    const float shapes[kMouthShapes] = {mouth.open,  mouth.wide,   mouth.round,
                                        mouth.teeth, mouth.tongue, mouth.press};
    std::ranges::copy(shapes, row + kMouthsAt + frame * kMouthShapes);
}

at::Tensor MotionTrack::reference() const
{
    at::Tensor controls = at::zeros({1, m_width});
    if (!m_rest)
        return controls;
    const auto numbers = motionControls(*m_rest);
    auto* row = controls.data_ptr<float>();
    for (std::size_t frame = 0; frame < kFramesPerLatent; ++frame) {
        std::ranges::copy(numbers, row + frame * kMotionControls);
        tellMouth(m_rest->mouth, frame, row);
    }
    row[kOwnKnownFlag] = 1;
    return controls;
}

at::Tensor MotionTrack::block(const std::vector<PuppetPose>& poses)
{
    IMPRINT_ASSERT(!poses.empty() && poses.size() % kFramesPerLatent == 0, poses.size(), " poses");
    const auto latents = static_cast<std::int64_t>(poses.size() / kFramesPerLatent);
    at::Tensor controls = at::zeros({latents, m_width});
    for (std::size_t i = 0; i < poses.size(); ++i) {
        const std::size_t frame = i % kFramesPerLatent;
        auto* row =
            controls.data_ptr<float>() + static_cast<std::int64_t>(i / kFramesPerLatent) * m_width;
        std::ranges::copy(motionControls(poses[i]), row + frame * kMotionControls);
        tellMouth(poses[i].mouth, frame, row);
        row[kOwnKnownFlag] = 1;
        if (m_anchor) {
            std::ranges::copy(*m_anchor, row + kAnchorAt);
            row[kAnchorKnownFlag] = 1;
        }
    }
    m_anchor = motionControls(poses.back());
    return controls;
}

at::Tensor MotionTrack::ofFrames(const at::Tensor& motion)
{
    return motion.narrow(1, 0, kAnchorAt).reshape({-1, kMotionControls});
}

at::Tensor MotionTrack::ofFace(const at::Tensor& motion)
{
    IMPRINT_ASSERT(motion.dim() == 2 && motion.size(1) == kWidthWithMouths, "controls of shape ",
                   motion.sizes());
    const std::int64_t latents = motion.size(0);
    const at::Tensor faces = ofFrames(motion)
                                 .narrow(1, kPoseNumbers, kMotionControls - kPoseNumbers)
                                 .reshape({latents, -1});
    const at::Tensor mouths = motion.narrow(1, kMouthsAt, kFramesPerLatent * kMouthShapes);
    return at::cat({faces, mouths, motion.narrow(1, kOwnKnownFlag, 1)}, 1);
}

} // namespace imprint::engine
