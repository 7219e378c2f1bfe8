#include "engine/models/wav2vec2/positional_convolution.h"

namespace imprint::engine {
namespace {

constexpr const char* kNewLength = ".parametrizations.weight.original0";
constexpr const char* kNewDirection = ".parametrizations.weight.original1";

at::Tensor weightOf(const at::Tensor& length, const at::Tensor& direction)
{
    const at::Tensor wide = direction.to(at::kDouble);
    const at::Tensor norm = wide.square().sum(at::IntArrayRef({0, 1}), /*keepdim=*/true).sqrt();
    return (length.to(at::kDouble) * wide / norm).to(direction.scalar_type());
}

} // namespace

WeightNormNames weightNormNames(const WeightFile& weights, const std::string& scope)
{
    return weights.has(scope + kNewLength) ? WeightNormNames::Parametrization
                                           : WeightNormNames::Suffixes;
}

PositionalConvolution::PositionalConvolution(WeightReader& weights, const std::string& scope,
                                             WeightNormNames names, std::int64_t width,
                                             std::int64_t kernel, std::int64_t groups)
    : m_bias(weights.require(scope + ".bias", {width}))
    , m_groups(groups)
{
    const bool isNew = names == WeightNormNames::Parametrization;
    const at::Tensor length =
        weights.require(scope + (isNew ? kNewLength : ".weight_g"), {1, 1, kernel});
    const at::Tensor direction = weights.require(scope + (isNew ? kNewDirection : ".weight_v"),
                                                 {width, width / groups, kernel});
    m_weight = weightOf(length, direction);
}

at::Tensor PositionalConvolution::operator()(const at::Tensor& x) const
{
    // An even kernel gives one frame more than went in; the last one goes.
    const at::Tensor around =
        at::conv1d(x.t().unsqueeze(0), m_weight, m_bias, 1, m_weight.size(2) / 2, 1, m_groups)
            .narrow(2, 0, x.size(0));
    return x + at::gelu(around).squeeze(0).t();
}

} // namespace imprint::engine
