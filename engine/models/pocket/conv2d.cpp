#include "engine/models/pocket/conv2d.h"

namespace imprint::engine {

Conv2d::Conv2d(WeightReader& weights, const std::string& scope, std::int64_t in, std::int64_t out,
               std::int64_t kernel, std::int64_t stride)
    : m_weight(weights.require(scope + ".weight", {out, in, kernel, kernel})
                   .contiguous(at::MemoryFormat::ChannelsLast))
    , m_bias(weights.require(scope + ".bias", {out}))
    , m_stride(stride)
    , m_padding(kernel / 2)
{
}

at::Tensor Conv2d::operator()(const at::Tensor& x) const
{
    return at::conv2d(x, m_weight, m_bias, m_stride, m_padding);
}

} // namespace imprint::engine
