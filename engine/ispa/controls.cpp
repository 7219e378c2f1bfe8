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

/// Rows that a trial of a scaling looks at: the descent goes over all of them hundreds of times.
constexpr std::int64_t kMostScalingRows = 48;

/// Evenly spread over `rows`, at most so many.
at::Tensor thinned(const at::Tensor& rows, std::int64_t most)
{
    const std::int64_t step = (rows.size(0) + most - 1) / most;
    return rows.slice(0, 0, rows.size(0), step);
}

AttentionSample part(const AttentionSample& sample, std::int64_t first, std::int64_t count)
{
    return {.q = sample.q.narrow(1, first, count),
            .k = sample.k,
            .v = sample.v,
            .full = sample.full.narrow(1, first, count)};
}

double energyOf(const at::Tensor& x)
{
    return x.square().sum(at::kDouble).item<double>();
}

} // namespace

Correction withHeadsMixedUp(const Correction& correction)
{
    Correction mixed = correction;
    const auto byHead = [&](const at::Tensor& x, std::int64_t axis) { // channels, head after head
        return x.defined() ? x.roll(x.size(axis) / correction.heads, axis) : x;
    };
    mixed.bias = byHead(correction.bias, 1);
    mixed.matrix = byHead(correction.matrix, 0);
    if (correction.rung == Rung::Dense || correction.rung == Rung::Hierarchical)
        mixed.matrix = byHead(mixed.matrix, 1);
    mixed.right = byHead(correction.right, 1);
    if (mixed.tokens) {
        mixed.tokens->k = byHead(mixed.tokens->k, 1);
        mixed.tokens->v = byHead(mixed.tokens->v, 1);
        mixed.tokens->weight = byHead(mixed.tokens->weight, 0);
    }
    return mixed;
}

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

void QueryScalingTrial::observe(const SplitPass& pass, const at::Tensor& rows)
{
    const at::Tensor few = thinned(rows, kMostScalingRows);
    m_passes.push_back({.q = pass.q.index_select(1, few),
                        .k = pass.localKeys.k,
                        .v = pass.localKeys.v,
                        .full = mergeAttention(pass.local, pass.remote).index_select(1, few)});
}

std::optional<QueryScalingTrial::Result> QueryScalingTrial::solve() const
{
    if (m_passes.empty())
        return std::nullopt;
    const auto together = [&](at::Tensor AttentionSample::*member) {
        std::vector<at::Tensor> all;
        for (const AttentionSample& pass : m_passes)
            all.push_back(pass.*member);
        return at::cat(all);
    };
    const AttentionSample all{.q = together(&AttentionSample::q),
                              .k = together(&AttentionSample::k),
                              .v = together(&AttentionSample::v),
                              .full = together(&AttentionSample::full)};
    const std::int64_t held = (all.q.size(1) + 2) / 3;
    const std::int64_t seen = all.q.size(1) - held;
    Result result{.factors = fitQueryScaling(part(all, 0, seen), {.iterations = 100})};
    const AttentionSample judge = part(all, seen, held);
    const auto missed = [&](const at::Tensor& q) {
        return energyOf(judge.full - attendWithLse(q, judge.k, judge.v).out);
    };
    result.heldOutError = missed(judge.q * result.factors) / missed(judge.q);
    return result;
}

} // namespace imprint::engine
