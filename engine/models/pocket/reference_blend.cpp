#include "engine/models/pocket/reference_blend.h"

#include "engine/core/colours.h"
#include "engine/models/pocket/picture_grid.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kShuffle = 3; ///< pixels per feature, per axis
constexpr std::int64_t kReferenceChannels = 32;
constexpr double kRedrawScale = 0.05; ///< corrections are small at first, as the decoder's own are

/// Pixel-unshuffled by kShuffle, written channels last in one go.
at::Tensor foldedPixels(const at::Tensor& pictures)
{
    return pictures.unflatten(3, {-1, kShuffle})
        .unflatten(2, {-1, kShuffle}) // [N, C, h, 3, w, 3]
        .permute({0, 2, 4, 1, 3, 5})
        .flatten(3, 5) // [N, h, w, 9C]
        .permute({0, 3, 1, 2});
}

} // namespace

ReferenceBlend::ReferenceBlend(WeightReader& weights, const std::string& scope,
                               std::int64_t trunkChannels, std::int64_t framesPerLatent,
                               bool redraws)
    : m_framesPerLatent(framesPerLatent)
    , m_reference0(weights, scope + ".reference.0",
                   framesPerLatent * kColours * kShuffle * kShuffle, kReferenceChannels, 3)
    , m_reference1(weights, scope + ".reference.1", kReferenceChannels, kReferenceChannels, 3)
    , m_mix(weights, scope + ".mix", trunkChannels + kReferenceChannels, trunkChannels, 3)
    , m_out(weights, scope + ".out", trunkChannels, framesPerLatent * (2 + kShuffle * kShuffle), 3)
{
    if (redraws)
        m_redraw.emplace(weights, scope + ".redraw", trunkChannels,
                         framesPerLatent * kColours * kShuffle * kShuffle, 1);
}

at::Tensor ReferenceBlend::operator()(const at::Tensor& features, const at::Tensor& frames,
                                      const at::Tensor& posed, const FaceTuning& face) const
{
    const std::int64_t latents = features.size(0);
    const std::int64_t height = frames.size(-2);
    const std::int64_t width = frames.size(-1);
    const at::Tensor folded = foldedPixels(posed.to(features.scalar_type()).flatten(1, 2));
    const at::Tensor seen = m_reference1(at::silu(m_reference0(folded)));
    const at::Tensor mixed = at::silu(face(m_mix(at::silu(at::cat({features, seen}, 1)))));
    const at::Tensor answer = m_out(mixed).to(at::kFloat);

    const std::int64_t flows = 2 * m_framesPerLatent;
    // Displacements are in units of a feature's width.
    const double unit = 2.0 * kShuffle / static_cast<double>(width);
    const at::Tensor flow =
        at::upsample_bilinear2d((answer.narrow(1, 0, flows) * unit).contiguous(), {height, width},
                                /*align_corners=*/false)
            .view({-1, 2, height, width}); // [N·4, 2, H, W]
    const at::Tensor trust =
        at::pixel_shuffle(answer.narrow(1, flows, answer.size(1) - flows).contiguous(), kShuffle)
            .sigmoid()
            .unsqueeze(2); // [N, 4, 1, H, W]

    const at::Tensor moved =
        at::grid_sampler(posed.to(at::kFloat).flatten(0, 1),
                         (restingGrid(height, width, flow.device()) + flow).permute({0, 2, 3, 1}),
                         GridSampling::kBilinear, GridSampling::kBorder, /*align_corners=*/false)
            .view({latents, m_framesPerLatent, kColours, height, width});
    const at::Tensor blended = frames.to(at::kFloat).lerp(moved, trust.expand_as(moved));
    if (!m_redraw)
        return blended;
    const at::Tensor redrawn = at::pixel_shuffle((*m_redraw)(mixed), kShuffle).to(at::kFloat);
    return at::add(blended, redrawn.view_as(blended), kRedrawScale);
}

} // namespace imprint::engine
