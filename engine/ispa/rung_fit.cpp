#include "engine/ispa/rung_fit.h"

#include "engine/core/error.h"
#include "engine/ispa/ridge.h"

#include <algorithm>

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

/// Sums by pass, or over all passes as one [S, dim], S the rows of the bias.
struct PassSums {
    at::Tensor local;
    at::Tensor discrepancy;
    at::Tensor weight; // [S, 1]
};

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

PassSums passSums(const Moments& m, BiasKind kind)
{
    PassSums sums = {m.localSum(), m.discrepancySum(), m.weightSum().unsqueeze(-1)};
    if (kind == BiasKind::Shared)
        sums = {sums.local.sum(0, true), sums.discrepancy.sum(0, true), sums.weight.sum(0, true)};
    return sums;
}

at::Tensor perRow(const at::Tensor& sum, const at::Tensor& weight)
{
    return at::where(weight > 0, sum / weight, at::zeros_like(sum)); // a pass that saw no row: 0
}

/// The products after the passes' means are taken off, by channel [dim]: what scales beside a free bias are solved from.
struct CentredDiagonal {
    at::Tensor energy;   // Σω a², before
    at::Tensor variance; // Σω a²
    at::Tensor cross;    // Σω δa
};

CentredDiagonal centredDiagonal(const Moments& m, const PassSums& sums)
{
    const at::Tensor mean = perRow(sums.local, sums.weight);
    const at::Tensor energy = m.gramDiagonal().to(at::kDouble);
    return {.energy = energy,
            .variance = energy - (sums.local * mean).sum(0),
            .cross = m.crossDiagonal().to(at::kDouble) - (sums.discrepancy * mean).sum(0)};
}

CentredDiagonal sumByHead(const CentredDiagonal& c, std::int64_t heads)
{
    const auto sum = [&](const at::Tensor& x) { return x.view({heads, -1}).sum(-1); };
    return {.energy = sum(c.energy), .variance = sum(c.variance), .cross = sum(c.cross)};
}

/// The same products whole: what a matrix is solved from.
struct Centred {
    at::Tensor gram;     // [.., in, in]
    at::Tensor cross;    // transposed [.., out, in]
    at::Tensor variance; // [..] fp64, mean of the diagonal of gram
};

Centred centred(const at::Tensor& gram, const at::Tensor& cross, at::ScalarType precision)
{
    return {.gram = gram.to(precision),
            .cross = cross.to(precision),
            .variance = gram.diagonal(0, -2, -1).mean(-1)};
}

Centred centredFull(const Moments& m, const PassSums& sums, at::ScalarType precision)
{
    const at::Tensor mean = perRow(sums.local, sums.weight);
    return centred(m.gram().to(at::kDouble) - sums.local.t().mm(mean),
                   m.crossTransposed().to(at::kDouble) - sums.discrepancy.t().mm(mean), precision);
}

Centred centredByHead(const Moments& m, const PassSums& sums, at::ScalarType precision)
{
    const auto heads = m.layout().heads;
    const auto split = [&](const at::Tensor& x) { // [S, dim] -> [heads, S, width]
        return x.view({x.size(0), heads, -1}).transpose(0, 1);
    };
    const at::Tensor mean = split(perRow(sums.local, sums.weight));
    return centred(m.headGram().to(at::kDouble) - split(sums.local).transpose(1, 2).bmm(mean),
                   m.headCrossTransposed().to(at::kDouble) -
                       split(sums.discrepancy).transpose(1, 2).bmm(mean),
                   precision);
}

/// Regressions of one number on one number, many at once, before they are shrunk: cross / variance, 0 where nothing varies.
std::optional<at::Tensor> slopes(const CentredDiagonal& c)
{
    if (((c.energy < 0) | (c.variance < kBroken * c.energy)).any().item<bool>())
        return std::nullopt;
    return at::where(c.variance > kRounding * c.energy, c.cross / c.variance,
                     at::zeros_like(c.cross));
}

std::optional<at::Tensor> ridge(const Centred& c, double alpha)
{
    // A matrix without any variance has no scale of its own, and any λ gives it P = 0.
    const at::Tensor lambda =
        at::where(c.variance > 0, c.variance * alpha, at::ones_like(c.variance));
    return solveRidge(c.gram, c.cross, lambda);
}

/// Pᵀ of given rank as left [out, rank] and right [rank, in] that loses least at the layer's output.
/// ΔW_r = P·W_o·U·Uᵀ with U the leading eigenvectors of (P·W_o)ᵀ(G + λI)(P·W_o) is the best at the output; as W_o has an
/// inverse, the same matrix acts before it as P·W_o·U · UᵀW_o⁻¹.
struct LowRankFactors {
    at::Tensor left;
    at::Tensor right;
};

std::optional<LowRankFactors> lowRank(const Centred& c, const at::Tensor& dense,
                                      const FitOptions& options)
{
    const at::Tensor weight = options.outputWeight.to(options.precision); // W_oᵀ
    const at::Tensor change = weight.mm(dense);                           // (P W_o)ᵀ [out, in]
    const at::Tensor quality = change.mm(weight.mm(c.cross).t());         // (P W_o)ᵀ C W_o
    const auto vectors = std::get<1>(at::linalg_eigh((quality + quality.t()) / 2));
    const std::int64_t rank = std::min(options.rank, vectors.size(1));
    const at::Tensor leading = vectors.narrow(1, vectors.size(1) - rank, rank); // U [out, rank]
    const auto [left, info] = at::linalg_solve_ex(weight, leading);
    if (info.item<int>() != 0)
        return std::nullopt;
    return LowRankFactors{left, leading.t().mm(change)};
}

/// One rung on given sums: what all α share is made once.
class PreparedFit {
public:
    PreparedFit(Rung rung, const Moments& moments, const FitOptions& options);

    std::optional<Correction> operator()(double alpha) const;

private:
    bool fitMatrix(Correction& c, double alpha) const;
    std::optional<at::Tensor> scales(double alpha) const;
    std::optional<at::Tensor> hierarchical(double alpha) const;
    at::Tensor bestBias(const Correction& c) const;

    Rung m_rung;
    MomentLayout m_layout;
    FitOptions m_options;
    PassSums m_sums;
    PassSums m_pooled; // over all passes; undefined if all of them saw a row
    std::optional<at::Tensor>
        m_slopes;     // of HeadScale, ChannelScale, and Hierarchical's first stage
    Centred m_matrix; // from HeadMatrix on
};

PreparedFit::PreparedFit(Rung rung, const Moments& moments, const FitOptions& options)
    : m_rung(rung)
    , m_layout(moments.layout())
    , m_options(options)
    , m_sums(passSums(moments, biasKind(rung, options)))
{
    IMPRINT_ASSERT(rung != Rung::VirtualTokens, "tokens are not made from sums");
    IMPRINT_ASSERT(rung < Rung::Dense || m_layout.detail == MomentDetail::Full,
                   "a correction that mixes heads needs full statistics");
    if (!(m_sums.weight > 0).all().item<bool>())
        m_pooled = passSums(moments, BiasKind::Shared);
    if (rung == Rung::HeadScale || rung == Rung::ChannelScale || rung == Rung::Hierarchical) {
        const CentredDiagonal channels = centredDiagonal(moments, m_sums);
        m_slopes =
            slopes(rung == Rung::ChannelScale ? channels : sumByHead(channels, m_layout.heads));
    }
    if (rung == Rung::HeadMatrix)
        m_matrix = centredByHead(moments, m_sums, options.precision);
    if (rung >= Rung::Dense)
        m_matrix = centredFull(moments, m_sums, options.precision);
}

/// By head, or by channel.
std::optional<at::Tensor> PreparedFit::scales(double alpha) const
{
    if (!m_slopes)
        return std::nullopt;
    const at::Tensor shrunk = *m_slopes / (1 + alpha);
    return m_rung == Rung::ChannelScale ? shrunk : shrunk.clamp(kLeastScale, kMostScale);
}

/// R2 first, then a ridge on what it leaves: shrinks towards R2.
std::optional<at::Tensor> PreparedFit::hierarchical(double alpha) const
{
    const auto byHead = scales(kFirstStageAlpha);
    if (!byHead)
        return std::nullopt;
    const at::Tensor first = // the diagonal of P
        byHead->repeat_interleave(m_layout.width).to(m_options.precision);
    Centred rest = m_matrix;
    rest.cross = m_matrix.cross - first.unsqueeze(-1) * m_matrix.gram;
    auto second = ridge(rest, alpha);
    if (second)
        second->diagonal().add_(first);
    return second;
}

/// Sets matrix and right; false if there is no stable solution.
bool PreparedFit::fitMatrix(Correction& c, double alpha) const
{
    std::optional<at::Tensor> matrix;
    switch (m_rung) {
    case Rung::None:
    case Rung::Bias: return true;
    case Rung::HeadScale:
    case Rung::ChannelScale: matrix = scales(alpha); break;
    case Rung::HeadMatrix:
    case Rung::Dense: matrix = ridge(m_matrix, alpha); break;
    case Rung::Hierarchical: matrix = hierarchical(alpha); break;
    case Rung::VirtualTokens: return false;
    case Rung::LowRank: {
        const auto dense = ridge(m_matrix, alpha);
        const auto factors = dense ? lowRank(m_matrix, *dense, m_options) : std::nullopt;
        if (!factors)
            return false;
        c.right = factors->right;
        matrix = factors->left;
        break;
    }
    }
    if (matrix)
        c.matrix = matrix->to(m_options.precision);
    return matrix.has_value();
}

/// b = mean of (δ − aP), by pass. A pass that saw no row gets the mean of all.
at::Tensor PreparedFit::bestBias(const Correction& c) const
{
    const auto biasFrom = [&](const PassSums& sums) {
        const at::Tensor said = c.linearPart(sums.local.to(m_options.precision));
        return perRow(sums.discrepancy - said, sums.weight);
    };
    const at::Tensor own = biasFrom(m_sums);
    return m_pooled.weight.defined() ? at::where(m_sums.weight > 0, own, biasFrom(m_pooled)) : own;
}

std::optional<Correction> PreparedFit::operator()(double alpha) const
{
    Correction c = {.rung = m_rung, .heads = m_layout.heads};
    if (m_rung == Rung::None)
        return c;
    if (!fitMatrix(c, alpha))
        return std::nullopt;
    c.bias = bestBias(c).to(m_options.precision);
    return c;
}

} // namespace

FitOfAlpha prepareFit(Rung rung, const Moments& moments, const FitOptions& options)
{
    return PreparedFit(rung, moments, options);
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
