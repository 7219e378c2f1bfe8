#include "engine/ispa/controls.h"

#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <iterator>

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

/// Rows of a pass that a scaling is fitted to: the descent goes over all of them a hundred times.
constexpr std::int64_t kMostScalingRows = 48;
constexpr int kScalingSteps = 100;
constexpr int kMoreScalingSteps = 25; ///< from there on, with the held-out rows, too

AttentionSample part(const AttentionSample& sample, std::int64_t first, std::int64_t count)
{
    return {.q = sample.q.narrow(1, first, count),
            .k = sample.k,
            .v = sample.v,
            .full = sample.full.narrow(1, first, count)};
}

/// Evenly spread rows, at most so many.
AttentionSample thinned(const AttentionSample& sample, std::int64_t most)
{
    const std::int64_t step = (sample.q.size(1) + most - 1) / most;
    const auto few = [&](const at::Tensor& x) { return x.slice(1, 0, x.size(1), step); };
    return {.q = few(sample.q), .k = sample.k, .v = sample.v, .full = few(sample.full)};
}

/// Heads first [B, heads, .., width], in fp64, the queries scaled as attention scales them.
AttentionSample prepared(const AttentionSample& sample)
{
    const auto headsFirst = [](const at::Tensor& x) { return x.to(at::kDouble).transpose(1, 2); };
    return {.q = headsFirst(sample.q) / std::sqrt(static_cast<double>(sample.q.size(-1))),
            .k = headsFirst(sample.k),
            .v = headsFirst(sample.v),
            .full = headsFirst(sample.full)};
}

/// Of half the squared error by the factors [heads, 1, width].
at::Tensor gradientOf(const at::Tensor& factors, const AttentionSample& sample)
{
    const at::Tensor weights =
        at::matmul(sample.q * factors, sample.k.transpose(-1, -2)).softmax(-1);
    const at::Tensor error = at::matmul(weights, sample.v) - sample.full;
    // Backwards through the softmax to the scaled queries, then summed over all rows.
    const at::Tensor byWeight = at::matmul(error, sample.v.transpose(-1, -2));
    const at::Tensor byLogit =
        weights * (byWeight - (weights * byWeight).sum(-1, /*keepdim=*/true));
    const at::Tensor byQuery = at::matmul(byLogit, sample.k);
    return (byQuery * sample.q).sum(at::IntArrayRef({0, 2})).unsqueeze(1);
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

at::Tensor fitQueryScaling(const std::vector<AttentionSample>& samples,
                           const DescentOptions& options)
{
    const c10::NoGradGuard noGrad;
    std::vector<AttentionSample> all;
    std::transform(samples.begin(), samples.end(), std::back_inserter(all), prepared);
    const at::Tensor& q = all.front().q; // [B, heads, N, width]
    at::Tensor factors = options.start.defined() ? options.start.to(at::kDouble).unsqueeze(1)
                                                 : at::ones({q.size(1), 1, q.size(3)}, q.options());
    Descent descent(factors);
    for (int i = 0; i < options.iterations; ++i) {
        at::Tensor gradient = at::zeros_like(factors);
        for (const AttentionSample& sample : all)
            gradient += gradientOf(factors, sample);
        factors = factors + descent.step(gradient, options.rate);
    }
    return factors.squeeze(1).to(samples.front().q.scalar_type());
}

void QueryScalingTrial::beginBlock()
{
    m_training.insert(m_training.end(), m_held.begin(), m_held.end());
    m_held.clear();
}

void QueryScalingTrial::observe(const SplitPass& pass, const at::Tensor& rows,
                                std::int64_t training)
{
    // Keys may be the cache's own memory, which the next pass writes to.
    const AttentionKeys keys = pass.localKeys();
    const AttentionSample seen{.q = pass.q.index_select(1, rows),
                               .k = keys.k.clone(),
                               .v = keys.v.clone(),
                               .full = mergeAttention(pass.local, pass.gap).index_select(1, rows)};
    const std::int64_t held = rows.size(0) - training;
    if (training > 0)
        m_training.push_back(part(seen, 0, training));
    if (held > 0)
        m_held.push_back(part(seen, training, held));
}

std::optional<QueryScalingTrial::Result> QueryScalingTrial::solve() const
{
    if (m_training.empty() || m_held.empty())
        return std::nullopt;
    const auto few = [](const std::vector<AttentionSample>& samples) {
        std::vector<AttentionSample> out;
        for (const AttentionSample& sample : samples)
            out.push_back(thinned(sample, kMostScalingRows));
        return out;
    };
    std::vector<AttentionSample> seen = few(m_training);
    const at::Tensor judged = fitQueryScaling(seen, {.iterations = kScalingSteps, .start = {}});
    const auto missed = [&](const at::Tensor& factors) {
        double energy = 0;
        for (const AttentionSample& sample : m_held)
            energy +=
                energyOf(sample.full - attendWithLse(sample.q * factors, sample.k, sample.v).out);
        return energy;
    };
    const double error = missed(judged) / missed(at::ones_like(judged));
    for (AttentionSample& sample : few(m_held))
        seen.push_back(std::move(sample));
    return Result{.factors =
                      fitQueryScaling(seen, {.iterations = kMoreScalingSteps, .start = judged}),
                  .heldOutError = error};
}

} // namespace imprint::engine
