#include "app/cli/evaluate/frechet.h"

#include "engine/core/error.h"

namespace imprint::app {
namespace {

/// Square root of a symmetric matrix without negative eigenvalues; rounding's tiny negative ones count as 0.
at::Tensor squareRoot(const at::Tensor& matrix)
{
    const auto [values, vectors] = at::linalg_eigh(matrix);
    return at::matmul(vectors * values.clamp_min(0).sqrt(), vectors.t());
}

} // namespace

FeatureStatistics featureStatistics(const at::Tensor& features)
{
    IMPRINT_ASSERT(features.dim() == 2 && features.size(0) >= 2, "features ", features.sizes());
    const at::Tensor x = features.to(at::kDouble);
    const at::Tensor mean = x.mean(0);
    const at::Tensor centred = x - mean;
    const double freedom = static_cast<double>(x.size(0) - 1);
    return {.mean = mean, .covariance = at::matmul(centred.t(), centred) / freedom};
}

double frechetDistance(const FeatureStatistics& a, const FeatureStatistics& b)
{
    const at::Tensor root = squareRoot(a.covariance);
    const at::Tensor product = at::matmul(at::matmul(root, b.covariance), root);
    const at::Tensor crossValues = at::linalg_eigvalsh(product).clamp_min(0).sqrt();
    const double means = (a.mean - b.mean).square().sum().item<double>();
    const double spreads = a.covariance.trace().item<double>() +
                           b.covariance.trace().item<double>() -
                           2 * crossValues.sum().item<double>();
    return means + spreads;
}

} // namespace imprint::app
