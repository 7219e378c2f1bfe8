#include "engine/models/pocket/face_controls.h"

#include "engine/core/error.h"
#include "engine/models/pocket/motion_track.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kHidden = 128;

} // namespace

FaceTuning::FaceTuning(const at::Tensor& rows)
{
    const std::vector<at::Tensor> halves = rows.unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
    m_factor = halves[0] + 1;
    m_added = halves[1];
}

at::Tensor FaceTuning::operator()(const at::Tensor& x) const
{
    return m_factor.defined() ? at::addcmul(m_added, x, m_factor) : x;
}

FaceControls::FaceControls(WeightReader& weights, const std::string& scope,
                           std::span<const std::int64_t> channels)
    : m_in(weights, scope + ".in", MotionTrack::kFaceWidth, kHidden)
{
    for (std::size_t level = 0; level < channels.size(); ++level)
        m_levels.emplace_back(weights, concat(scope, ".level.", level), kHidden,
                              2 * channels[level]);
}

std::vector<FaceTuning> FaceControls::operator()(const at::Tensor& motion) const
{
    const at::Tensor face = MotionTrack::ofFace(motion).to(m_in.weight().scalar_type());
    const at::Tensor read = at::silu(m_in(face)); // [N, 128]
    std::vector<FaceTuning> tunings;
    for (const Linear& level : m_levels)
        tunings.emplace_back(level(read));
    return tunings;
}

} // namespace imprint::engine
