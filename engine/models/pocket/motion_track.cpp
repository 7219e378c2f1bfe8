#include "engine/models/pocket/motion_track.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::size_t kFramesPerLatent = 4;
constexpr std::size_t kAnchorAt = kFramesPerLatent * kMotionControls;
constexpr std::size_t kOwnKnownFlag = 55;
constexpr std::size_t kAnchorKnownFlag = 56;

} // namespace

MotionTrack::MotionTrack(const std::optional<PuppetPose>& rest)
{
    if (rest)
        m_anchor = motionControls(*rest);
}

at::Tensor MotionTrack::reference() const
{
    at::Tensor controls = at::zeros({1, kWidth});
    if (m_anchor) {
        auto* row = controls.data_ptr<float>();
        for (std::size_t frame = 0; frame < kFramesPerLatent; ++frame)
            std::copy(m_anchor->begin(), m_anchor->end(), row + frame * kMotionControls);
        row[kOwnKnownFlag] = 1;
    }
    return controls;
}

at::Tensor MotionTrack::block(const std::vector<PuppetPose>& poses)
{
    IMPRINT_ASSERT(!poses.empty() && poses.size() % kFramesPerLatent == 0, poses.size(), " poses");
    const auto latents = static_cast<std::int64_t>(poses.size() / kFramesPerLatent);
    at::Tensor controls = at::zeros({latents, kWidth});
    for (std::size_t frame = 0; frame < poses.size(); ++frame) {
        auto* row = controls.data_ptr<float>() +
                    static_cast<std::int64_t>(frame / kFramesPerLatent) * kWidth;
        const auto numbers = motionControls(poses[frame]);
        std::copy(numbers.begin(), numbers.end(),
                  row + (frame % kFramesPerLatent) * kMotionControls);
        row[kOwnKnownFlag] = 1;
        if (m_anchor) {
            std::copy(m_anchor->begin(), m_anchor->end(), row + kAnchorAt);
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

} // namespace imprint::engine
