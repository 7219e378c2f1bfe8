#include "engine/nn/conv2d.h"

#include <optional>

namespace imprint::engine {

Conv2d::Conv2d(WeightReader& weights, const std::string& scope, std::int64_t in, std::int64_t out,
               std::int64_t kernel, std::int64_t stride, Bias bias)
    : m_weight(weights.require(scope + ".weight", {out, in, kernel, kernel})
                   .contiguous(at::MemoryFormat::ChannelsLast))
    , m_stride(stride)
    , m_padding(kernel / 2)
{
    if (bias == Bias::Yes)
        m_bias = weights.require(scope + ".bias", {out});
}

at::Tensor Conv2d::operator()(const at::Tensor& x) const
{
    return convolved(x, m_weight, m_bias);
}

at::Tensor Conv2d::part(const at::Tensor& x, std::int64_t first) const
{
    return convolved(x, m_weight.narrow(1, first, x.size(1)), first == 0 ? m_bias : at::Tensor());
}

at::Tensor Conv2d::convolved(const at::Tensor& x, const at::Tensor& weight,
                             const at::Tensor& bias) const
{
    return at::conv2d(x, weight, bias.defined() ? std::optional(bias) : std::nullopt, m_stride,
                      m_padding);
}

} // namespace imprint::engine
