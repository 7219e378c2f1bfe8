#include "engine/models/pocket/posed_reference.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/picture_values.h"

#include <cmath>

namespace imprint::engine {
namespace {

constexpr std::int64_t kFlowShrink = 6; ///< pixels per value of a flow, per axis

at::Tensor controlsOf(const PuppetPose& pose)
{
    const auto numbers = motionControls(pose);
    return at::tensor(at::ArrayRef<float>(numbers.data(), numbers.size()));
}

at::Tensor motionOf(std::span<const PuppetPose> poses)
{
    return MotionTrack(std::nullopt).block({poses.begin(), poses.end()});
}

/// A picture [1, 3, H, W] so many times, in the same memory.
at::Tensor repeated(const at::Tensor& picture, std::int64_t count)
{
    return picture.expand({count, -1, -1, -1});
}

} // namespace

PosedReference::PosedReference(const PoseWarp& warp, const FaceMove* face,
                               const at::Tensor& picture, const PuppetPose& rest)
    : m_picture(pictureValues(picture))
    , m_flows(warp.flows(m_picture).to(at::kFloat)[0].contiguous())
    , m_rest(controlsOf(rest))
{
    if (face == nullptr)
        return;
    const FaceMove::Maps maps = (*face)(m_picture);
    m_face = Face{.maps = maps, .area = maps.acting()};
}

at::Tensor PosedReference::headFlow(const at::Tensor& controls) const
{
    const at::Tensor changes = (controls - m_rest).narrow(1, 0, PoseWarp::kNumbers); // [N, 6]
    return at::matmul(changes, m_flows.flatten(1)).unflatten(1, m_flows.sizes().slice(1));
}

at::Tensor PosedReference::withFace(const at::Tensor& controls) const
{
    const at::Tensor pictures = repeated(m_picture, controls.size(0)).clone();
    const at::Tensor changes =
        (controls - m_rest).narrow(1, FaceMove::kFirstAt, FaceMove::kNumbers);
    const at::Tensor part = m_face->area.of(pictures);
    part.copy_(FaceMove::move(part, m_face->maps.part(m_face->area), changes,
                              controls.select(1, FaceMove::kBlinkAt)));
    return pictures;
}

at::Tensor PosedReference::frames(const at::Tensor& motion) const
{
    const at::Tensor controls = MotionTrack::ofFrames(motion); // [4F, 11]
    return PoseWarp::move(repeated(m_picture, controls.size(0)), headFlow(controls));
}

PosedReference::Both PosedReference::both(const at::Tensor& motion) const
{
    const at::Tensor controls = MotionTrack::ofFrames(motion);
    const at::Tensor flow = headFlow(controls);
    const at::Tensor head = PoseWarp::move(repeated(m_picture, controls.size(0)), flow);
    if (!m_face || m_face->area.empty())
        return {.head = head, .living = head};
    // The face may be as far from its place as the head moves anything.
    const auto reach = static_cast<std::int64_t>(
        std::ceil(flow.abs().max().item<double>() * static_cast<double>(m_picture.size(-1)) / 2));
    const PictureArea area = m_face->area.grown(reach, m_picture.size(-2), m_picture.size(-1));
    const at::Tensor living = head.clone();
    area.of(living).copy_(PoseWarp::move(withFace(controls), flow, area));
    return {.head = head, .living = living};
}

at::Tensor PosedReference::frames(std::span<const PuppetPose> poses) const
{
    return frames(motionOf(poses));
}

at::Tensor PosedReference::livingFrames(std::span<const PuppetPose> poses) const
{
    return both(motionOf(poses)).living;
}

std::int64_t PosedReference::bytes() const
{
    return static_cast<std::int64_t>(m_picture.nbytes() + m_flows.nbytes() + m_rest.nbytes()) +
           (m_face ? m_face->maps.bytes() : 0);
}

std::int64_t PosedReference::predictedBytes(std::int64_t height, std::int64_t width, bool withFace)
{
    const std::int64_t values =
        3 * height * width + static_cast<std::int64_t>(kMotionControls) +
        PoseWarp::kNumbers * 2 * (height / kFlowShrink) * (width / kFlowShrink);
    return values * static_cast<std::int64_t>(sizeof(float)) +
           (withFace ? FaceMove::Maps::predictedBytes(height, width) : 0);
}

} // namespace imprint::engine
