#include "engine/ispa/residual.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

bool isDiagonal(Rung rung)
{
    return rung == Rung::HeadScale || rung == Rung::ChannelScale;
}

/// Corrections of one rung on given sums.
class PreparedResidual {
public:
    PreparedResidual(Rung rung, const Moments& moments);

    Residual operator()(const Correction& correction) const;

private:
    /// By channel of the discrepancy [dim] fp64.
    struct Terms {
        at::Tensor gain; // ⟨P, C⟩
        at::Tensor cost; // ⟨P, GP⟩
    };
    Terms linearTerms(const Correction& c) const;

    Rung m_rung;
    MomentLayout m_layout;
    at::Tensor m_energy;
    // As far as the rung's P reaches: diagonals [dim] fp64, [heads, width, width] or [dim, dim].
    at::Tensor m_gram;
    at::Tensor m_cross;
    at::Tensor m_localSum;
    at::Tensor m_discrepancySum;
    at::Tensor m_weightSum; // [passes, 1]
};

PreparedResidual::PreparedResidual(Rung rung, const Moments& moments)
    : m_rung(rung)
    , m_layout(moments.layout())
    , m_energy(moments.energy())
    , m_localSum(moments.localSum())
    , m_discrepancySum(moments.discrepancySum())
    , m_weightSum(moments.weightSum().unsqueeze(-1))
{
    IMPRINT_ASSERT(!mixesHeads(rung) || m_layout.detail == MomentDetail::Full,
                   "the residual of a dense correction needs full statistics");
    if (isDiagonal(rung)) {
        m_gram = moments.gramDiagonal().to(at::kDouble);
        m_cross = moments.crossDiagonal().to(at::kDouble);
    } else if (rung == Rung::HeadMatrix) {
        m_gram = moments.headGram();
        m_cross = moments.headCrossTransposed();
    } else if (mixesHeads(rung)) {
        m_gram = moments.gram();
        m_cross = moments.crossTransposed();
    }
}

PreparedResidual::Terms PreparedResidual::linearTerms(const Correction& c) const
{
    if (isDiagonal(m_rung)) {
        const at::Tensor p = c.channelScales(m_layout.dim()).to(at::kDouble);
        return {.gain = p * m_cross, .cost = p * p * m_gram};
    }
    const at::Tensor p = // [.., out, in]
        (m_rung == Rung::HeadMatrix ? c.matrix : c.denseTransposed()).to(m_layout.type);
    const auto byChannel = [](const at::Tensor& products) {
        return products.sum(-1).flatten().to(at::kDouble);
    };
    return {.gain = byChannel(p * m_cross), .cost = byChannel(at::matmul(p, m_gram).mul_(p))};
}

Residual PreparedResidual::operator()(const Correction& correction) const
{
    if (m_rung == Rung::None)
        return {.energy = m_energy.clone(),
                .gain = at::zeros_like(m_energy),
                .cost = at::zeros_like(m_energy)};
    const at::Tensor bias = correction.bias.to(at::kDouble);
    const at::Tensor shifted = correction.linearPart(m_localSum); // Σω aP [passes, dim]
    at::Tensor gain = (bias * m_discrepancySum).sum(0);
    at::Tensor cost = (bias * (bias * m_weightSum + 2 * shifted)).sum(0);
    if (m_rung != Rung::Bias) {
        const Terms terms = linearTerms(correction);
        gain += terms.gain;
        cost += terms.cost;
    }
    const auto byHead = [&](const at::Tensor& x) {
        return x.view({m_layout.heads, m_layout.width}).sum(-1);
    };
    return {.energy = m_energy.clone(), .gain = byHead(gain), .cost = byHead(cost)};
}

} // namespace

double Residual::share(double step) const
{
    const double whole = energy.sum().item<double>();
    return whole > 0.0 ? byHead(step).sum().item<double>() / whole : 1.0;
}

ResidualOf prepareResidual(Rung rung, const Moments& moments)
{
    return PreparedResidual(rung, moments);
}

} // namespace imprint::engine
