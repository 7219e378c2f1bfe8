#include "engine/ispa/residual.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

/// Pᵀ within the heads [heads, out, in].
at::Tensor headMatrices(const Correction& c, std::int64_t width)
{
    switch (c.rung) {
    case Rung::HeadScale: return at::diag_embed(c.matrix.unsqueeze(-1).expand({c.heads, width}));
    case Rung::ChannelScale: return at::diag_embed(c.matrix.view({c.heads, width}));
    default: return c.matrix;
    }
}

struct Terms {
    at::Tensor gain; // ⟨P, C⟩ [heads]
    at::Tensor cost; // ⟨P, GP⟩ [heads]
};

/// p [.., out, in], gram [.., in, in], cross [.., out, in].
Terms linearTerms(const at::Tensor& p, const at::Tensor& gram, const at::Tensor& cross,
                  std::int64_t heads)
{
    const auto sumByHead = [&](const at::Tensor& products) {
        return products.sum(-1, false, at::kDouble).view({heads, -1}).sum(-1);
    };
    return {.gain = sumByHead(p * cross), .cost = sumByHead(at::matmul(p, gram) * p)};
}

} // namespace

double Residual::share(double step) const
{
    const double whole = energy.sum().item<double>();
    return whole > 0.0 ? byHead(step).sum().item<double>() / whole : 1.0;
}

Residual residualOf(const Correction& correction, const Moments& moments)
{
    const MomentLayout& layout = moments.layout();
    Residual out = {.energy = moments.energy().clone(),
                    .gain = at::zeros({layout.heads}, at::kDouble),
                    .cost = at::zeros({layout.heads}, at::kDouble)};
    if (correction.rung == Rung::None)
        return out;
    const Correction c = correction.to(layout.type);
    const bool mixesHeads = c.rung >= Rung::Dense;
    IMPRINT_ASSERT(!mixesHeads || layout.detail == MomentDetail::Full,
                   "the residual of a dense correction needs full statistics");
    if (c.rung != Rung::Bias) {
        const Terms terms = mixesHeads
                                ? linearTerms(c.denseTransposed(), moments.gram(),
                                              moments.crossTransposed(), layout.heads)
                                : linearTerms(headMatrices(c, layout.width), moments.headGram(),
                                              moments.headCrossTransposed(), layout.heads);
        out.gain += terms.gain;
        out.cost += terms.cost;
    }
    const auto sumByHead = [&](const at::Tensor& x) { // [passes, dim] -> [heads]
        return x.sum(0).view({layout.heads, layout.width}).sum(-1);
    };
    const Correction exact = correction.to(at::kDouble);
    const at::Tensor bias = exact.bias.expand({layout.passes, layout.dim()});
    const at::Tensor shifted = exact.linearPart(moments.localSum()); // Σω aP [passes, dim]
    out.gain += sumByHead(bias * moments.discrepancySum());
    out.cost += sumByHead(bias * (bias * moments.weightSum().unsqueeze(-1) + 2 * shifted));
    return out;
}

} // namespace imprint::engine
