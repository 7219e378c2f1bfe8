#include "engine/models/pocket/posed_reference.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/picture_values.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kFlowShrink = 6; ///< pixels per value of a flow, per axis

at::Tensor poseNumbers(const PuppetPose& pose)
{
    const auto numbers = motionControls(pose);
    return at::tensor(at::ArrayRef<float>(numbers.data(), PoseWarp::kNumbers));
}

} // namespace

PosedReference::PosedReference(const PoseWarp& warp, const at::Tensor& picture,
                               const PuppetPose& rest)
    : m_picture(pictureValues(picture))
    , m_flows(warp.flows(m_picture).to(at::kFloat)[0].contiguous())
    , m_rest(poseNumbers(rest))
{
}

at::Tensor PosedReference::frames(const at::Tensor& motion) const
{
    const at::Tensor changes =
        MotionTrack::ofFrames(motion).narrow(1, 0, PoseWarp::kNumbers) - m_rest; // [4F, 6]
    const at::Tensor flow =
        at::matmul(changes, m_flows.flatten(1)).unflatten(1, m_flows.sizes().slice(1));
    return PoseWarp::move(m_picture.expand({flow.size(0), -1, -1, -1}), flow);
}

at::Tensor PosedReference::frames(std::span<const PuppetPose> poses) const
{
    return frames(MotionTrack(std::nullopt).block({poses.begin(), poses.end()}));
}

std::int64_t PosedReference::predictedBytes(std::int64_t height, std::int64_t width)
{
    const std::int64_t values =
        3 * height * width + PoseWarp::kNumbers +
        PoseWarp::kNumbers * 2 * (height / kFlowShrink) * (width / kFlowShrink);
    return values * static_cast<std::int64_t>(sizeof(float));
}

} // namespace imprint::engine
