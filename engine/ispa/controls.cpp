#include "engine/ispa/controls.h"

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>

#include <cmath>

namespace imprint::engine {
namespace {

/// Adam: each factor moves by about the rate, whatever the scale of its gradient.
class Descent {
public:
    explicit Descent(const at::Tensor& parameters)
        : m_mean(at::zeros_like(parameters))
        , m_square(at::zeros_like(parameters))
    {
    }

    at::Tensor step(const at::Tensor& gradient, double rate)
    {
        ++m_steps;
        m_mean = kMeanDecay * m_mean + (1 - kMeanDecay) * gradient;
        m_square = kSquareDecay * m_square + (1 - kSquareDecay) * gradient.square();
        const at::Tensor mean = m_mean / (1 - std::pow(kMeanDecay, m_steps));
        const at::Tensor square = m_square / (1 - std::pow(kSquareDecay, m_steps));
        return -rate * mean / (square.sqrt() + kLeast);
    }

private:
    static constexpr double kMeanDecay = 0.9;
    static constexpr double kSquareDecay = 0.999;
    static constexpr double kLeast = 1e-12;

    at::Tensor m_mean;
    at::Tensor m_square;
    int m_steps = 0;
};

} // namespace

ObservedRows withShuffledGaps(const ObservedRows& rows, std::uint64_t seed)
{
    auto source = at::make_generator<at::CPUGeneratorImpl>(seed);
    const at::Tensor order = at::randperm(rows.local.size(0), source, at::kLong);
    ObservedRows out = rows;
    out.discrepancy = rows.discrepancy.index_select(0, order);
    return out;
}

at::Tensor fitQueryScaling(const AttentionSample& sample, const DescentOptions& options)
{
    const c10::NoGradGuard noGrad;
    const auto headsFirst = [](const at::Tensor& x) { return x.to(at::kDouble).transpose(1, 2); };
    const at::Tensor q = headsFirst(sample.q) / std::sqrt(static_cast<double>(sample.q.size(-1)));
    const at::Tensor k = headsFirst(sample.k);
    const at::Tensor v = headsFirst(sample.v);
    const at::Tensor full = headsFirst(sample.full); // [B, heads, N, width]
    at::Tensor factors = at::ones({q.size(1), 1, q.size(3)}, q.options());
    Descent descent(factors);
    for (int i = 0; i < options.iterations; ++i) {
        const at::Tensor weights = at::matmul(q * factors, k.transpose(-1, -2)).softmax(-1);
        const at::Tensor error = at::matmul(weights, v) - full;
        // Backwards through the softmax to the scaled queries, then summed over all rows.
        const at::Tensor byWeight = at::matmul(error, v.transpose(-1, -2));
        const at::Tensor byLogit =
            weights * (byWeight - (weights * byWeight).sum(-1, /*keepdim=*/true));
        const at::Tensor byQuery = at::matmul(byLogit, k);
        const at::Tensor gradient = (byQuery * q).sum(at::IntArrayRef({0, 2})).unsqueeze(1);
        factors = factors + descent.step(gradient, options.rate);
    }
    return factors.squeeze(1).to(sample.q.scalar_type());
}

} // namespace imprint::engine
