#include "engine/ispa/correction.h"

#include "engine/core/error.h"
#include "engine/nn/all_finite.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <vector>

namespace imprint::engine {
namespace {

constexpr int kPowerIterations = 30;

/// The same start every time: the same statistics give the same correction, bit for bit.
at::Generator startOfPowerIteration()
{
    return at::make_generator<at::CPUGeneratorImpl>(1);
}

/// All that it holds; some are undefined.
std::vector<at::Tensor> tensorsOf(const Correction& c)
{
    std::vector<at::Tensor> all = {c.matrix, c.right, c.bias};
    if (c.tokens)
        all.insert(all.end(), {c.tokens->k, c.tokens->v, c.tokens->weight});
    return all;
}

at::Tensor ifDefined(const at::Tensor& x, const auto& change)
{
    return x.defined() ? change(x) : x;
}

} // namespace

at::Tensor Correction::channelScales(std::int64_t dim) const
{
    return rung == Rung::HeadScale
               ? matrix.unsqueeze(-1).expand({heads, dim / heads}).reshape({dim})
               : matrix;
}

at::Tensor Correction::linearPart(const at::Tensor& a) const
{
    const auto typed = [&](const at::Tensor& x) { return x.to(a.scalar_type()); };
    switch (rung) {
    case Rung::None:
    case Rung::Bias:
    case Rung::VirtualTokens: return at::zeros_like(a);
    case Rung::HeadScale:
    case Rung::ChannelScale: return a * typed(channelScales(a.size(-1)));
    case Rung::HeadMatrix: {
        const at::Tensor byHead = a.reshape({-1, heads, a.size(-1) / heads}).transpose(0, 1);
        return at::matmul(byHead, typed(matrix).transpose(1, 2)).transpose(0, 1).reshape(a.sizes());
    }
    case Rung::LowRank: return at::linear(at::linear(a, typed(right)), typed(matrix));
    case Rung::Dense:
    case Rung::Hierarchical: return at::linear(a, typed(matrix));
    }
    return {};
}

at::Tensor Correction::apply(const at::Tensor& a, std::int64_t pass) const
{
    if (rung == Rung::None || rung == Rung::VirtualTokens)
        return a;
    IMPRINT_ASSERT(bias.size(0) == 1 || pass < bias.size(0), "pass ", pass, " of ", bias.size(0));
    const at::Tensor offset = bias[bias.size(0) == 1 ? 0 : pass];
    if (rung == Rung::HeadScale || rung == Rung::ChannelScale) {
        // In the correction's type: 1 + s in bf16 would lose most of a small s.
        const at::Tensor factors = 1 + channelScales(a.size(-1));
        return at::addcmul(offset, a.to(offset.scalar_type()), factors).to(a.scalar_type());
    }
    const at::Tensor shifted = a + offset.to(a.scalar_type());
    return rung == Rung::Bias ? shifted : shifted + linearPart(a);
}

at::Tensor Correction::denseTransposed() const
{
    IMPRINT_ASSERT(bias.defined(), "no correction has no matrix");
    const std::int64_t dim = bias.size(1);
    switch (rung) {
    case Rung::None:
    case Rung::VirtualTokens:
    case Rung::Bias: return at::zeros({dim, dim}, bias.options());
    case Rung::HeadScale:
    case Rung::ChannelScale: return at::diag(channelScales(dim));
    case Rung::HeadMatrix: return at::block_diag(matrix.unbind(0));
    case Rung::LowRank: return matrix.mm(right);
    case Rung::Dense:
    case Rung::Hierarchical: return matrix;
    }
    return {};
}

Correction Correction::scaledBy(double factor) const
{
    if (factor == 0.0)
        return {.heads = heads};
    const auto times = [&](const at::Tensor& x) { return x * factor; };
    Correction scaled{.rung = rung,
                      .heads = heads,
                      .matrix = ifDefined(matrix, times),
                      .right = right,
                      .bias = ifDefined(bias, times),
                      .tokens = tokens};
    if (scaled.tokens)
        scaled.tokens->strength *= factor;
    return scaled;
}

Correction Correction::to(at::ScalarType type) const
{
    const auto typed = [&](const at::Tensor& x) { return x.to(type); };
    return {.rung = rung,
            .heads = heads,
            .matrix = ifDefined(matrix, typed),
            .right = ifDefined(right, typed),
            .bias = ifDefined(bias, typed),
            .tokens = tokens};
}

double Correction::largestGain(double step, double enough) const
{
    if (rung == Rung::None || rung == Rung::Bias || rung == Rung::VirtualTokens)
        return 1.0; // tokens take a mean with what they stand beside
    if (rung == Rung::HeadScale || rung == Rung::ChannelScale)
        return (1 + step * matrix).abs().max().item<double>();
    at::Tensor whole = step * denseTransposed();
    whole.diagonal().add_(1);
    at::Tensor direction = at::randn({whole.size(1)}, startOfPowerIteration(), whole.options());
    double length = 0; // grows from one iteration to the next
    for (int i = 0; i < kPowerIterations && length <= enough; ++i) {
        const at::Tensor image = whole.mv(direction.div_(direction.norm()));
        length = image.norm().item<double>();
        direction = whole.t().mv(image);
    }
    return length;
}

bool Correction::isFinite() const
{
    return std::ranges::all_of(tensorsOf(*this), [](const at::Tensor& x) {
        return !x.defined() || allFinite(x);
    });
}

std::int64_t Correction::bytes() const
{
    std::int64_t total = 0;
    for (const at::Tensor& x : tensorsOf(*this))
        if (x.defined())
            total += static_cast<std::int64_t>(x.nbytes());
    return total;
}

} // namespace imprint::engine
