#include "engine/nn/upsampling_conv2d.h"

#include <optional>

namespace imprint::engine {
namespace {

/// The three weights of an axis as the two that an even (or odd) output meets: an even output sees the input pixel before
/// its own once and its own twice, an odd one its own twice and the next once.
at::Tensor foldAxis(const at::Tensor& weight, std::int64_t axis, bool odd)
{
    const auto of = [&](std::int64_t index) { return weight.select(axis, index); };
    return odd ? at::stack({of(0) + of(1), of(2)}, axis) : at::stack({of(0), of(1) + of(2)}, axis);
}

} // namespace

UpsamplingConv2d::UpsamplingConv2d(WeightReader& weights, const std::string& scope, std::int64_t in,
                                   std::int64_t out, Bias bias)
{
    const at::Tensor stored = weights.require(scope + ".weight", {out, in, 3, 3});
    const at::Tensor weight = stored.to(at::kFloat);
    for (const bool oddRow : {false, true})
        for (const bool oddColumn : {false, true})
            m_phases[2 * std::size_t{oddRow} + std::size_t{oddColumn}] =
                foldAxis(foldAxis(weight, 2, oddRow), 3, oddColumn)
                    .to(stored.scalar_type())
                    .contiguous(at::MemoryFormat::ChannelsLast);
    if (bias == Bias::Yes)
        m_bias = weights.require(scope + ".bias", {out});
}

at::Tensor UpsamplingConv2d::operator()(const at::Tensor& x) const
{
    const std::int64_t rows = x.size(2);
    const std::int64_t columns = x.size(3);
    const auto bias = m_bias.defined() ? std::optional(m_bias) : std::nullopt;
    at::Tensor y = at::empty({x.size(0), m_phases[0].size(0), 2 * rows, 2 * columns}, x.options(),
                             at::MemoryFormat::ChannelsLast);
    for (const std::int64_t row : {0, 1}) {
        for (const std::int64_t column : {0, 1}) {
            const at::Tensor& weight = m_phases[static_cast<std::size_t>(2 * row + column)];
            // One row and one column more than there are pixels: an even output's first, an odd one's last.
            const at::Tensor all = at::conv2d(x, weight, bias, 1, 1);
            y.slice(2, row, {}, 2)
                .slice(3, column, {}, 2)
                .copy_(all.narrow(2, row, rows).narrow(3, column, columns));
        }
    }
    return y;
}

} // namespace imprint::engine
