#include "engine/models/pocket/reference_blend.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kShuffle = 3; ///< pixels per feature, per axis
constexpr std::int64_t kColours = 3;
constexpr std::int64_t kReferenceChannels = 32;

/// Where each pixel looks if nothing moved: [1, H, W, 2], x and y from -1 to 1 between the picture's edges.
at::Tensor restingGrid(std::int64_t height, std::int64_t width)
{
    const auto centres = [](std::int64_t count) {
        return (at::arange(count, at::kFloat) * 2 + 1) / static_cast<double>(count) - 1;
    };
    const auto grid = at::meshgrid({centres(height), centres(width)}, "ij");
    return at::stack({grid[1], grid[0]}, -1).unsqueeze(0);
}

} // namespace

ReferenceBlend::ReferenceBlend(WeightReader& weights, const std::string& scope,
                               std::int64_t trunkChannels, std::int64_t framesPerLatent)
    : m_framesPerLatent(framesPerLatent)
    , m_reference0(weights, scope + ".reference.0", kColours * kShuffle * kShuffle,
                   kReferenceChannels, 3)
    , m_reference1(weights, scope + ".reference.1", kReferenceChannels, kReferenceChannels, 3)
    , m_mix(weights, scope + ".mix", trunkChannels + kReferenceChannels, trunkChannels, 3)
    , m_out(weights, scope + ".out", trunkChannels, framesPerLatent * (2 + kShuffle * kShuffle), 3)
{
}

ReferenceBlend::Reference ReferenceBlend::prepare(const at::Tensor& picture) const
{
    const at::Tensor folded =
        at::pixel_unshuffle(picture, kShuffle).contiguous(at::MemoryFormat::ChannelsLast);
    return {.picture = picture, .features = m_reference1(at::silu(m_reference0(folded)))};
}

at::Tensor ReferenceBlend::operator()(const at::Tensor& features, const at::Tensor& frames,
                                      const Reference& reference) const
{
    const std::int64_t latents = features.size(0);
    const std::int64_t perStream = latents / reference.picture.size(0);
    const std::int64_t height = frames.size(-2);
    const std::int64_t width = frames.size(-1);
    const auto forEachLatent = [&](const at::Tensor& x) {
        return x.unsqueeze(1).expand({-1, perStream, -1, -1, -1}).flatten(0, 1);
    };
    const at::Tensor seen = at::cat({features, forEachLatent(reference.features)}, 1);
    const at::Tensor answer =
        m_out(at::silu(m_mix(at::silu(seen)))).to(at::kFloat); // [B·F, 44, H/3, W/3]

    const std::int64_t flows = 2 * m_framesPerLatent;
    // Displacements are in units of a feature's width, which is of the order of a head's motion.
    const double unit = 2.0 * kShuffle / static_cast<double>(width);
    const at::Tensor flow =
        at::upsample_bilinear2d(answer.narrow(1, 0, flows) * unit, {height, width},
                                /*align_corners=*/false)
            .reshape({-1, 2, height, width})
            .permute({0, 2, 3, 1}); // [B·F·4, H, W, 2]
    const at::Tensor trust =
        at::pixel_shuffle(answer.narrow(1, flows, answer.size(1) - flows).contiguous(), kShuffle)
            .sigmoid()
            .unsqueeze(2); // [B·F, 4, 1, H, W]

    const at::Tensor pictures = reference.picture.to(at::kFloat)
                                    .unsqueeze(1)
                                    .expand({-1, perStream * m_framesPerLatent, -1, -1, -1})
                                    .flatten(0, 1);
    constexpr std::int64_t kBilinear = 0;
    constexpr std::int64_t kBorder = 1;
    const at::Tensor moved =
        at::grid_sampler(pictures, restingGrid(height, width) + flow, kBilinear, kBorder,
                         /*align_corners=*/false)
            .view({latents, m_framesPerLatent, kColours, height, width});
    return frames.to(at::kFloat).lerp(moved, trust.expand_as(moved));
}

std::int64_t ReferenceBlend::predictedBytes(std::int64_t height, std::int64_t width)
{
    const std::int64_t values =
        kColours * height * width + kReferenceChannels * (height / kShuffle) * (width / kShuffle);
    return values * static_cast<std::int64_t>(sizeof(float));
}

} // namespace imprint::engine
