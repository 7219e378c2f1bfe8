#include "engine/models/pocket/pose_warp.h"

#include "engine/core/colours.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kFold = 3; ///< pixels per feature, per axis, before the first convolution
constexpr std::int64_t kUsualSide = 32;
/// Flows are of the order of a few pixels: a network's answer of one is this share of the picture's half width.
constexpr double kUnit = 0.03;

} // namespace

PoseWarp::PoseWarp(WeightReader& weights, const std::string& scope)
    : m_in(weights, scope + ".in", kColours * kFold * kFold, 32, 3, 2)
    , m_down(weights, scope + ".down", 32, 48, 3, 2)
    , m_wide0(weights, scope + ".wide.0", 48, 64, 3)
    , m_wide1(weights, scope + ".wide.1", 64, 64, 3)
    , m_up(weights, scope + ".up", 64 + 32, 48, 3)
    , m_out(weights, scope + ".out", 48, 2 * kNumbers, 3)
    , m_usual(weights.require(scope + ".usual", {2 * kNumbers, kUsualSide, kUsualSide}))
{
}

at::Tensor PoseWarp::flows(const at::Tensor& pictures) const
{
    const at::Tensor fine = at::silu(m_in(at::pixel_unshuffle(pictures, kFold)));
    const std::int64_t height = fine.size(-2);
    const std::int64_t width = fine.size(-1);
    const at::Tensor coarse = at::silu(m_wide1(at::silu(m_wide0(at::silu(m_down(fine))))));
    const at::Tensor both = at::cat({resized(coarse, height, width), fine}, 1);
    const at::Tensor own = m_out(at::silu(m_up(both)));
    const at::Tensor usual = resized(m_usual.unsqueeze(0), height, width);
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
