#include "engine/nn/causal_conv3d.h"

#include "engine/core/error.h"

#include <optional>

namespace imprint::engine {

CausalConv3d::CausalConv3d(WeightReader& weights, const std::string& scope,
                           const CausalConv3dShape& shape)
    : m_padding(shape.kernel / 2)
{
    IMPRINT_ASSERT(shape.taps > 0 && shape.kernel % 2 == 1, "layer ", scope);
    const at::Tensor weight = weights.require(
        scope + ".weight", {shape.out, shape.in, shape.taps, shape.kernel, shape.kernel});
    for (std::int64_t tap = 0; tap < shape.taps; ++tap)
        m_taps.push_back(weight.select(2, tap).clone(at::MemoryFormat::ChannelsLast));
    m_bias = weights.require(scope + ".bias", {shape.out});
}

at::Tensor CausalConv3d::ofTap(std::size_t tap, const at::Tensor& frame) const
{
    const bool present = tap + 1 == m_taps.size();
    const auto bias = present ? std::optional(m_bias) : std::nullopt;
    return at::conv2d(frame, m_taps[tap], bias, 1, m_padding);
}

at::Tensor CausalConv3d::operator()(const at::Tensor& x, FrameHistory& history) const
{
    at::Tensor y = ofTap(m_taps.size() - 1, x);
    const std::size_t missing = m_taps.size() - 1 - history.size();
    for (std::size_t i = 0; i < history.size(); ++i)
        y.add_(ofTap(missing + i, history[i]));
    remember(x, history);
    return y;
}

void CausalConv3d::remember(const at::Tensor& x, FrameHistory& history) const
{
    history.push_back(x);
    if (history.size() == m_taps.size())
        history.erase(history.begin());
}

} // namespace imprint::engine
