#include "engine/nn/norms.h"

namespace imprint::engine {

RmsNorm::RmsNorm(WeightReader& weights, const std::string& scope, std::int64_t width,
                 double epsilon)
    : m_weight(weights.require(scope + ".weight", {width}))
    , m_epsilon(epsilon)
{
}

at::Tensor RmsNorm::operator()(const at::Tensor& x) const
{
    const at::Tensor wide = x.to(at::kFloat);
    const at::Tensor inverse = at::rsqrt(wide.square().mean(-1, /*keepdim=*/true).add_(m_epsilon));
    return (wide * inverse).to(x.scalar_type()) * m_weight;
}

LayerNorm::LayerNorm(WeightReader& weights, const std::string& scope, std::int64_t width,
                     double epsilon)
    : m_weight(weights.require(scope + ".weight", {width}))
    , m_bias(weights.require(scope + ".bias", {width}))
    , m_epsilon(epsilon)
{
}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const
{
    return at::layer_norm(x, {x.size(-1)}, m_weight, m_bias, m_epsilon);
}

at::Tensor modulatedLayerNorm(const at::Tensor& x, const at::Tensor& shift, const at::Tensor& scale,
                              double epsilon)
{
    const at::Tensor normed = at::layer_norm(x, {x.size(-1)}, {}, {}, epsilon);
    return at::addcmul(shift, normed, scale + 1);
}

} // namespace imprint::engine
