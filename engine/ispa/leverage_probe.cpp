#include "engine/ispa/leverage_probe.h"

#include "engine/core/error.h"

#include <utility>

namespace imprint::engine {
namespace {

// λ as a share of the mean of the diagonal: directions that the warm-up hardly saw count, but do not rule.
constexpr double kRidge = 1e-1;

/// Mean aᵀa of the rows [heads, width, width].
at::Tensor meanGram(const Moments& moments)
{
    return moments.headGram().to(at::kDouble) / moments.weightSum().sum().to(at::kDouble);
}

at::Tensor regularisedInverse(const at::Tensor& gram)
{
    const at::Tensor diagonal = gram.diagonal(0, 1, 2);               // [heads, width]
    const at::Tensor ridge = kRidge * diagonal.mean(1, true) + 1e-30; // [heads, 1]
    return at::linalg_inv(gram + at::diag_embed(ridge.expand_as(diagonal)));
}

} // namespace

LeverageProbe::LeverageProbe(const Moments& training, const Moments& validation)
{
    if (!training.isFinite() || !validation.isFinite())
        throw Error(ErrorCode::BadInput, "the statistics of the warm-up are not finite");
    Moments all = training.clone();
    all.add(validation);
    // Rows always lie better in a range that they helped to make: the unit is taken from others.
    const at::Tensor unit = (regularisedInverse(meanGram(training)) * meanGram(validation)).sum() /
                            training.layout().heads;
    m_metric = (regularisedInverse(meanGram(all)) / unit).to(at::kFloat).contiguous();
}

LeverageProbe::LeverageProbe(at::Tensor metric)
    : m_metric(std::move(metric))
{
    if (m_metric.dim() != 3 || m_metric.size(1) != m_metric.size(2))
        throw Error(ErrorCode::BadShape,
                    concat("a leverage probe cannot have shape ", m_metric.sizes()));
}

double LeverageProbe::operator()(const at::Tensor& attended) const
{
    const at::Tensor rows = attended.reshape({-1, m_metric.size(0), m_metric.size(1)})
                                .to(at::kFloat)
                                .transpose(0, 1); // [heads, N, width]
    return (at::matmul(rows, m_metric) * rows).sum(-1).mean().item<double>();
}

} // namespace imprint::engine
