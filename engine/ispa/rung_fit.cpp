#include "engine/ispa/rung_fit.h"

#include "engine/core/error.h"
#include "engine/ispa/ridge.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

// Source: specs/ispa.md 7.1: a head may all but vanish, and grow a little.
constexpr double kLeastScale = -0.95;
constexpr double kMostScale = 0.25;
/// What Hierarchical regularises its first stage by: R2 has few unknowns, its second stage gets the caller's α.
constexpr double kFirstStageAlpha = 1e-2;
/// Variance below this share of the energy is rounding: such a channel is constant, and its bias says all.
constexpr double kRounding = 1e-6;
/// A variance this far below zero is none: the sums are broken.
constexpr double kBroken = -1e-3;

/// A bias alone differs by pass, whatever is wanted.
BiasKind biasKind(Rung rung, const FitOptions& options)
{
    return rung == Rung::Bias ? BiasKind::PerPass : options.bias;
}

/// Numbers in matrix and right of a correction.
std::int64_t numbersInMatrix(Rung rung, const MomentLayout& layout, const FitOptions& options)
{
    const std::int64_t dim = layout.dim();
    switch (rung) {
    case Rung::None:
    case Rung::VirtualTokens:
    case Rung::Bias: return 0;
    case Rung::HeadScale: return layout.heads;
    case Rung::ChannelScale: return dim;
    case Rung::HeadMatrix: return dim * layout.width;
    case Rung::Dense:
    case Rung::Hierarchical: return dim * dim;
    case Rung::LowRank: return 2 * dim * std::min(options.rank, dim);
    }
    return 0;
}

at::Tensor perRow(const at::Tensor& sum, const at::Tensor& weight)
{
    return at::where(weight > 0, sum / weight, at::zeros_like(sum)); // a pass that saw no row: 0
}

/// cross / variance, 0 where nothing varies; none if a sum is broken.
std::optional<at::Tensor> slopesOf(const at::Tensor& energy, const at::Tensor& variance,
                                   const at::Tensor& cross)
{
    if (((energy < 0) | (variance < kBroken * energy)).any().item<bool>())
        return std::nullopt;
    return at::where(variance > kRounding * energy, cross / variance, at::zeros_like(cross));
}

/// products − mean of one · sum of the other, in fp64: what is left may be a small part of both.
at::Tensor withoutMean(const at::Tensor& products, const at::Tensor& sum, const at::Tensor& mean)
{
    at::Tensor rest = products.to(at::kDouble, /*non_blocking=*/false, /*copy=*/true);
    return rest.sub_(at::matmul(sum.transpose(-1, -2), mean));
}

at::Tensor ridgeOf(const at::Tensor& variance, double alpha)
{
    // A matrix without any variance has no scale of its own, and any λ gives it P = 0.
    return at::where(variance > 0, variance * alpha, at::ones_like(variance));
}

/// Pᵀ of given rank as left [out, rank] and right [rank, in] that loses least at the layer's output.
/// ΔW_r = P·W_o·U·Uᵀ with U the leading eigenvectors of (P·W_o)ᵀ(G + λI)(P·W_o) is the best at the output; as W_o has an
/// inverse, the same matrix acts before it as P·W_o·U · UᵀW_o⁻¹.
struct LowRankFactors {
    at::Tensor left;
    at::Tensor right;
};

/// cross: Cᵀ; dense: Pᵀ; weight: W_oᵀ.
std::optional<LowRankFactors> lowRank(const at::Tensor& cross, const at::Tensor& dense,
                                      const at::Tensor& weight, std::int64_t wantedRank)
{
    const at::Tensor change = weight.mm(dense);                 // (P W_o)ᵀ [out, in]
    const at::Tensor quality = change.mm(weight.mm(cross).t()); // (P W_o)ᵀ C W_o
    const auto vectors = std::get<1>(at::linalg_eigh((quality + quality.t()) / 2));
    const std::int64_t rank = std::min(wantedRank, vectors.size(1));
    const at::Tensor leading = vectors.narrow(1, vectors.size(1) - rank, rank); // U [out, rank]
    const auto [left, info] = at::linalg_solve_ex(weight, leading);
    if (info.item<int>() != 0)
        return std::nullopt;
    return LowRankFactors{left, leading.t().mm(change)};
}

} // namespace

RungFitter::RungFitter(const Moments& moments, FitOptions options)
    : m_moments(moments)
    , m_options(std::move(options))
    , m_sums(passSums(m_options.bias))
{
}

RungFitter::PassSums RungFitter::passSums(BiasKind kind) const
{
    PassSums sums = {.local = m_moments.localSum(),
                     .discrepancy = m_moments.discrepancySum(),
                     .weight = m_moments.weightSum().unsqueeze(-1)};
    if (kind == BiasKind::Shared)
        sums = {.local = sums.local.sum(0, true),
                .discrepancy = sums.discrepancy.sum(0, true),
                .weight = sums.weight.sum(0, true)};
    return sums;
}

const RungFitter::Slopes& RungFitter::slopes()
{
    if (!m_slopes) {
        const at::Tensor mean = perRow(m_sums.local, m_sums.weight);
        const at::Tensor energy = m_moments.gramDiagonal().to(at::kDouble);
        const at::Tensor variance = energy - (m_sums.local * mean).sum(0);
        const at::Tensor cross =
            m_moments.crossDiagonal().to(at::kDouble) - (m_sums.discrepancy * mean).sum(0);
        const auto byHead = [&](const at::Tensor& x) {
            return x.view({m_moments.layout().heads, -1}).sum(-1);
        };
        m_slopes = {.byHead = slopesOf(byHead(energy), byHead(variance), byHead(cross)),
                    .byChannel = slopesOf(energy, variance, cross)};
    }
    return *m_slopes;
}

const RungFitter::Centred& RungFitter::headProducts()
{
    if (!m_headProducts) {
        const auto split = [&](const at::Tensor& x) { // [S, dim] -> [heads, S, width]
            return x.view({x.size(0), m_moments.layout().heads, -1}).transpose(0, 1);
        };
        const at::Tensor mean = split(perRow(m_sums.local, m_sums.weight));
        m_headProducts =
            centred(withoutMean(m_moments.headGram(), split(m_sums.local), mean),
                    withoutMean(m_moments.headCrossTransposed(), split(m_sums.discrepancy), mean));
    }
    return *m_headProducts;
}

const RungFitter::Centred& RungFitter::products()
{
    IMPRINT_ASSERT(m_moments.layout().detail == MomentDetail::Full,
                   "a correction that mixes heads needs full statistics");
    if (!m_products) {
        const at::Tensor mean = perRow(m_sums.local, m_sums.weight);
        m_products = centred(withoutMean(m_moments.gram(), m_sums.local, mean),
                             withoutMean(m_moments.crossTransposed(), m_sums.discrepancy, mean));
    }
    return *m_products;
}

RungFitter::Centred RungFitter::centred(const at::Tensor& gram, const at::Tensor& cross) const
{
    return {.gram = gram.to(m_options.precision),
            .cross = cross.to(m_options.precision),
            .variance = gram.diagonal(0, -2, -1).mean(-1)};
}

std::optional<at::Tensor> RungFitter::headScales(double alpha)
{
    const auto& unshrunk = slopes().byHead;
    return unshrunk ? std::optional((*unshrunk / (1 + alpha)).clamp(kLeastScale, kMostScale))
                    : std::nullopt;
}

const std::optional<at::Tensor>& RungFitter::dense(double alpha)
{
    if (!m_dense || m_dense->alpha != alpha) {
        const Centred& c = products();
        m_dense = {.alpha = alpha,
                   .matrix = solveRidge(c.gram, c.cross, ridgeOf(c.variance, alpha))};
    }
    return m_dense->matrix;
}

/// R2 first, then a ridge on what it leaves: shrinks towards R2.
std::optional<at::Tensor> RungFitter::hierarchical(double alpha)
{
    const auto byHead = headScales(kFirstStageAlpha);
    if (!byHead)
        return std::nullopt;
    const Centred& c = products();
    const at::Tensor first = // the diagonal of P
        byHead->repeat_interleave(m_moments.layout().width).to(m_options.precision);
    auto second =
        solveRidge(c.gram, c.cross - first.unsqueeze(-1) * c.gram, ridgeOf(c.variance, alpha));
    if (second)
        second->diagonal().add_(first);
    return second;
}

bool RungFitter::fitLowRank(Correction& c, double alpha)
{
    const auto& whole = dense(alpha);
    const auto factors =
        whole ? lowRank(products().cross, *whole, m_options.outputWeight.to(m_options.precision),
                        m_options.rank)
              : std::nullopt;
    if (!factors)
        return false;
    c.matrix = factors->left;
    c.right = factors->right;
    return true;
}

/// Sets matrix and right; false if there is no stable solution.
bool RungFitter::fitMatrix(Correction& c, double alpha)
{
    std::optional<at::Tensor> matrix;
    switch (c.rung) {
    case Rung::None:
    case Rung::Bias: return true;
    case Rung::HeadScale: matrix = headScales(alpha); break;
    case Rung::ChannelScale:
        if (const auto& unshrunk = slopes().byChannel)
            matrix = *unshrunk / (1 + alpha);
        break;
    case Rung::HeadMatrix: {
        const Centred& p = headProducts();
        matrix = solveRidge(p.gram, p.cross, ridgeOf(p.variance, alpha));
        break;
    }
    case Rung::Dense: matrix = dense(alpha); break;
    case Rung::LowRank: return fitLowRank(c, alpha);
    case Rung::Hierarchical: matrix = hierarchical(alpha); break;
    case Rung::VirtualTokens: return false;
    }
    if (matrix)
        c.matrix = matrix->to(m_options.precision);
    return matrix.has_value();
}

/// b = mean of (δ − aP), by pass. A pass that saw no row gets the mean of all.
at::Tensor RungFitter::bestBias(const Correction& c) const
{
    const auto biasFrom = [&](const PassSums& sums) {
        const at::Tensor said = c.linearPart(sums.local.to(m_options.precision));
        return perRow(sums.discrepancy - said, sums.weight);
    };
    const BiasKind kind = biasKind(c.rung, m_options);
    const PassSums sums = kind == m_options.bias ? m_sums : passSums(kind);
    const at::Tensor own = biasFrom(sums);
    const at::Tensor seen = sums.weight > 0;
    return seen.all().item<bool>() ? own
                                   : at::where(seen, own, biasFrom(passSums(BiasKind::Shared)));
}

std::optional<Correction> RungFitter::fit(Rung rung, double alpha)
{
    IMPRINT_ASSERT(rung != Rung::VirtualTokens, "tokens are not made from sums");
    Correction c = {.rung = rung, .heads = m_moments.layout().heads};
    if (rung == Rung::None)
        return c;
    if (!fitMatrix(c, alpha))
        return std::nullopt;
    c.bias = bestBias(c).to(m_options.precision);
    return c;
}

std::int64_t predictedCorrectionBytes(Rung rung, const MomentLayout& layout,
                                      const FitOptions& options)
{
    if (rung == Rung::None)
        return 0;
    const std::int64_t biases = biasKind(rung, options) == BiasKind::PerPass ? layout.passes : 1;
    const std::int64_t numbers = numbersInMatrix(rung, layout, options) + biases * layout.dim();
    return numbers * static_cast<std::int64_t>(c10::elementSize(options.precision));
}

} // namespace imprint::engine
