#include "app/cli/evaluate/frame_trace.h"

#include "engine/core/error.h"

namespace imprint::app {
namespace {

using engine::FaceProbe;

constexpr std::int64_t kColorTiles = 16;
constexpr double kCrispShare = 0.01;

at::Tensor meanSquaredStep(const at::Tensor& luma)
{
    const at::Tensor across = luma.diff(1, 2).square().flatten(1).mean(1);
    const at::Tensor down = luma.diff(1, 1).square().flatten(1).mean(1);
    return across + down;
}

at::Tensor crispestStep(const at::Tensor& luma)
{
    const at::Tensor steps = luma.diff(1, 2).abs().flatten(1); // [N, pixels]
    const std::int64_t rank =
        steps.size(1) - static_cast<std::int64_t>(kCrispShare * static_cast<double>(steps.size(1)));
    return std::get<0>(steps.kthvalue(rank, 1));
}

at::Tensor rowsOf(const std::vector<FrameTrace>& parts, at::Tensor FrameTrace::*member)
{
    std::vector<at::Tensor> rows;
    for (const FrameTrace& part : parts)
        rows.push_back(part.*member);
    return at::cat(rows);
}

} // namespace

std::vector<float> FrameTrace::track(engine::Reading reading) const
{
    const at::Tensor column = readings.select(1, static_cast<std::int64_t>(reading)).contiguous();
    return {column.data_ptr<float>(), column.data_ptr<float>() + column.numel()};
}

void FrameMeter::add(const at::Tensor& pixels)
{
    const at::Tensor x = probePixels(pixels);
    const engine::FaceSight sight = m_probe(x);
    const at::Tensor luma = brightness(x);
    m_parts.push_back({.readings = sight.readings,
                       .attributes = sight.attributes,
                       .identity = sight.identity,
                       .motion = sight.motion,
                       .colors = at::adaptive_avg_pool2d(x, {kColorTiles, kColorTiles}),
                       .sharpness = meanSquaredStep(faceBox(luma)),
                       .edges = crispestStep(luma)});
}

FrameTrace FrameMeter::trace() const
{
    IMPRINT_ASSERT(!m_parts.empty(), "no frame was measured");
    return {.readings = rowsOf(m_parts, &FrameTrace::readings),
            .attributes = rowsOf(m_parts, &FrameTrace::attributes),
            .identity = rowsOf(m_parts, &FrameTrace::identity),
            .motion = rowsOf(m_parts, &FrameTrace::motion),
            .colors = rowsOf(m_parts, &FrameTrace::colors),
            .sharpness = rowsOf(m_parts, &FrameTrace::sharpness),
            .edges = rowsOf(m_parts, &FrameTrace::edges)};
}

at::Tensor probePixels(const at::Tensor& pixels)
{
    constexpr std::int64_t kSide = FaceProbe::kSide;
    const at::Tensor x = pixels.to(at::kFloat);
    if (x.size(2) == kSide && x.size(3) == kSide)
        return x;
    if (x.size(2) > kSide && x.size(3) > kSide)
        return at::adaptive_avg_pool2d(x, {kSide, kSide});
    return at::upsample_bilinear2d(x, {kSide, kSide}, false);
}

at::Tensor brightness(const at::Tensor& pixels)
{
    const at::Tensor x = pixels.to(at::kFloat);
    return x.select(1, 0) * 0.299 + x.select(1, 1) * 0.587 + x.select(1, 2) * 0.114;
}

at::Tensor faceBox(const at::Tensor& pictures)
{
    const std::int64_t height = pictures.size(-2);
    const std::int64_t width = pictures.size(-1);
    const auto part = [](std::int64_t side, std::int64_t pixel) { return side * pixel / 192; };
    return pictures.narrow(-2, part(height, 60), part(height, 90))
        .narrow(-1, part(width, 50), part(width, 92));
}

} // namespace imprint::app
