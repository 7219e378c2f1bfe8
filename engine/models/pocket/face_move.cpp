#include "engine/models/pocket/face_move.h"

#include "engine/core/colours.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kCell = TwoScaleNetwork::kFold;
constexpr std::int64_t kFlows = 2 * FaceMove::kNumbers;
constexpr std::int64_t kPerCell = kFlows + 2 * kColours;
constexpr std::int64_t kPerPixel = 3; ///< edge, slope and line
constexpr double kFlowUnit = 3;       ///< pixels: a network's answer of one
constexpr double kNever = 1.5;        ///< blink of an edge that passes nowhere
constexpr double kUsualSlope = 8;
constexpr double kGreatestGrowth = 3; ///< of slope and line, as a power of e

} // namespace

FaceMove::FaceMove(WeightReader& weights, const std::string& scope)
    : m_network(weights, scope, {48, 64, 96, 96, 96, kPerCell + kPerPixel * kCell * kCell})
{
}

FaceMove::Maps FaceMove::operator()(const at::Tensor& pictures) const
{
    const at::Tensor answer = m_network(pictures);
    const at::Tensor pixels =
        at::pixel_shuffle(answer.narrow(1, kPerCell, kPerPixel * kCell * kCell), kCell);
    const auto steepness = [&](std::int64_t channel) {
        return kUsualSlope * at::exp(kGreatestGrowth * at::tanh(pixels.narrow(1, channel, 1)));
    };
    return {.flows = (answer.narrow(1, 0, kFlows) * kFlowUnit).unflatten(1, {kNumbers, 2}),
            .edge = kNever + pixels.narrow(1, 0, 1),
            .slope = steepness(1),
            .line = steepness(2),
            .lid = answer.narrow(1, kFlows, kColours),
            .lash = answer.narrow(1, kFlows + kColours, kColours)};
}

FaceMove::Maps FaceMove::Maps::part(const PictureArea& area) const
{
    const auto cut = [&](const at::Tensor& x, std::int64_t scale) {
        return x.narrow(-2, area.top / scale, area.height / scale)
            .narrow(-1, area.left / scale, area.width / scale);
    };
    return {.flows = cut(flows, kCell),
            .edge = cut(edge, 1),
            .slope = cut(slope, 1),
            .line = cut(line, 1),
            .lid = cut(lid, kCell),
            .lash = cut(lash, kCell)};
}

PictureArea FaceMove::Maps::acting() const
{
    constexpr double kFullyShut = 1.1; // blinks, with what the slope still shows
    constexpr double kMoved = 0.3;     // pixels
    constexpr std::int64_t kSnap = 12;
    const at::Tensor farthest = flows.abs().amax({0, 1, 2}).unsqueeze(0).unsqueeze(0);
    const at::Tensor moves = resized(farthest, edge.size(-2), edge.size(-1)).gt(kMoved);
    const at::Tensor acts = moves[0][0].logical_or(edge.amin({0, 1}).lt(kFullyShut)); // [H, W]
    const auto extent = [&](std::int64_t across) {
        const at::Tensor places = acts.any(across).nonzero();
        if (places.numel() == 0)
            return std::pair<std::int64_t, std::int64_t>{0, 0};
        const std::int64_t side = acts.size(1 - across);
        const std::int64_t first = (places.min().item<std::int64_t>() - 1) / kSnap * kSnap;
        const std::int64_t end = (places.max().item<std::int64_t>() + 1 + kSnap) / kSnap * kSnap;
        return std::pair{std::max<std::int64_t>(first, 0), std::min(end, side)};
    };
    const auto [top, bottom] = extent(1);
    const auto [left, right] = extent(0);
    return {.top = top, .left = left, .height = bottom - top, .width = right - left};
}

std::int64_t FaceMove::Maps::bytes() const
{
    std::int64_t total = 0;
    for (const at::Tensor* map : {&flows, &edge, &slope, &line, &lid, &lash})
        total += static_cast<std::int64_t>(map->nbytes());
    return total;
}

std::int64_t FaceMove::Maps::predictedBytes(std::int64_t height, std::int64_t width)
{
    const std::int64_t values =
        kPerPixel * height * width + kPerCell * (height / kCell) * (width / kCell);
    return values * static_cast<std::int64_t>(sizeof(float));
}

at::Tensor FaceMove::move(const at::Tensor& pictures, const Maps& maps, const at::Tensor& change,
                          const at::Tensor& blink)
{
    const std::int64_t height = pictures.size(-2);
    const std::int64_t width = pictures.size(-1);
    // From pixels to half widths.
    const at::Tensor halves =
        at::tensor({2.0 / static_cast<double>(width), 2.0 / static_cast<double>(height)},
                   maps.flows.options())
            .view({2, 1, 1});
    const at::Tensor flow = (maps.flows * change.view({-1, kNumbers, 1, 1, 1})).sum(1) * halves;
    const at::Tensor grid =
        (restingGrid(height, width, flow.device()) + resized(flow, height, width))
            .permute({0, 2, 3, 1});
    const at::Tensor moved = at::grid_sampler(pictures.to(at::kFloat), grid, GridSampling::kBicubic,
                                              GridSampling::kBorder, /*align_corners=*/false);
    const at::Tensor past = blink.view({-1, 1, 1, 1}) - maps.edge; // [N, 1, H, W]
    const at::Tensor covered = at::sigmoid(maps.slope * past);
    const at::Tensor along = at::exp(-(maps.line * past).square());
    const auto painted = [&](const at::Tensor& below, const at::Tensor& colours,
                             const at::Tensor& share) {
        return below.lerp(resized(colours, height, width).expand_as(below), share.expand_as(below));
    };
    return painted(painted(moved, maps.lid, covered), maps.lash, along);
}

} // namespace imprint::engine
