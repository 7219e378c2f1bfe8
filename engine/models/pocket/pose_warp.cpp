#include "engine/models/pocket/pose_warp.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kUsualSide = 32;
/// Flows are of the order of a few pixels: a network's answer of one is this share of the picture's half width.
constexpr double kUnit = 0.03;

} // namespace

PoseWarp::PoseWarp(WeightReader& weights, const std::string& scope)
    : m_network(weights, scope, {32, 48, 64, 64, 48, 2 * kNumbers, 2})
    , m_usual(weights.require(scope + ".usual", {2 * kNumbers, kUsualSide, kUsualSide}))
{
}

at::Tensor PoseWarp::flows(const at::Tensor& pictures) const
{
    const at::Tensor own = m_network(pictures);
    const at::Tensor usual = resized(m_usual.unsqueeze(0), own.size(-2), own.size(-1));
    return ((own + usual) * kUnit).unflatten(1, {kNumbers, 2});
}

at::Tensor PoseWarp::move(const at::Tensor& pictures, const at::Tensor& flow)
{
    return move(pictures, flow, {.height = pictures.size(-2), .width = pictures.size(-1)});
}

at::Tensor PoseWarp::move(const at::Tensor& pictures, const at::Tensor& flow,
                          const PictureArea& area)
{
    const std::int64_t height = pictures.size(-2);
    const std::int64_t width = pictures.size(-1);
    const at::Tensor grid = area.of(restingGrid(height, width, flow.device()) +
                                    resized(flow.to(at::kFloat), height, width))
                                .permute({0, 2, 3, 1});
    // Bicubic: a bilinear one would blur whatever moves by half a pixel.
    return at::grid_sampler(pictures.to(at::kFloat), grid, GridSampling::kBicubic,
                            GridSampling::kBorder, /*align_corners=*/false);
}

} // namespace imprint::engine
