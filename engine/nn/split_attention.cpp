#include "engine/nn/split_attention.h"

#include "engine/core/error.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace imprint::engine {
namespace {

at::ScalarType accumulationType(const at::Tensor& x)
{
    return x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
}

at::Tensor headsFirst(const at::Tensor& x)
{
    return x.transpose(1, 2);
} // [B, heads, N, width]

AttentionPart noKeys(const at::Tensor& q)
{
    const auto rows = q.sizes().slice(0, 3);
    return {.out = at::zeros_like(q),
            .lse = at::full(rows, -std::numeric_limits<double>::infinity(),
                            q.options().dtype(accumulationType(q)))};
}

void checkBias(const std::optional<at::Tensor>& bias, const at::Tensor& k)
{
    const std::int64_t keys = k.size(1);
    const std::int64_t heads = k.size(2);
    if (bias && bias->sizes() != at::IntArrayRef({keys}) &&
        bias->sizes() != at::IntArrayRef({heads, keys}))
        throw Error(ErrorCode::BadShape,
                    concat("attention of ", heads, " heads over ", keys,
                           " keys with a bias of shape ", bias->sizes()),
                    "Give one bias per key, or per head and key");
}

/// bias [M] or [heads, M] -> [1, 1 or heads, 1, M]
at::Tensor besideLogits(const at::Tensor& bias)
{
    return bias.reshape({1, bias.dim() == 1 ? 1 : bias.size(0), 1, bias.size(-1)});
}

/// Slots first … first + count - 1.
struct Run {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

std::vector<Run> runsOf(const std::vector<std::int64_t>& slots)
{
    std::vector<Run> runs;
    for (const std::int64_t slot : slots) {
        if (runs.empty() || slot != runs.back().first + runs.back().count)
            runs.push_back({.first = slot, .count = 0});
        ++runs.back().count;
    }
    return runs;
}

} // namespace

AttentionPart attendWithLse(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            const std::optional<at::Tensor>& bias)
{
    const c10::NoGradGuard noGrad;
    const std::int64_t keys = k.size(1);
    checkBias(bias, k);
    if (keys == 0)
        return noKeys(q);
    if (!q.is_cpu())
        return attendWithLseByFormula(q, k, v, bias);
    std::optional<at::Tensor> mask;
    if (bias)
        mask =
            besideLogits(bias->to(q.scalar_type())).expand({q.size(0), q.size(2), q.size(1), keys});
    const auto [out, lse] = at::_scaled_dot_product_flash_attention_for_cpu(
        headsFirst(q), headsFirst(k), headsFirst(v), /*dropout_p=*/0.0, /*is_causal=*/false, mask);
    return {.out = headsFirst(out), .lse = lse.transpose(1, 2)};
}

AttentionPart attendWithLseByFormula(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                     const std::optional<at::Tensor>& bias)
{
    const c10::NoGradGuard noGrad;
    checkBias(bias, k);
    if (k.size(1) == 0)
        return noKeys(q);
    const auto type = accumulationType(q);
    const auto prepared = [&](const at::Tensor& x) { return headsFirst(x.to(type)); };
    at::Tensor logits = at::matmul(prepared(q), prepared(k).transpose(-1, -2)) /
                        std::sqrt(static_cast<double>(q.size(-1))); // [B, heads, N, M]
    if (bias)
        logits = logits + besideLogits(bias->to(type));
    const at::Tensor out = at::matmul(logits.softmax(-1), prepared(v));
    return {.out = headsFirst(out).to(q.scalar_type()),
            .lse = logits.logsumexp(-1).transpose(1, 2)};
}

at::Tensor framesAt(const at::Tensor& x, const std::vector<std::int64_t>& slots)
{
    const auto apart = [](std::int64_t a, std::int64_t b) { return b != a + 1; };
    if (slots.empty())
        return x.narrow(0, 0, 0);
    if (std::adjacent_find(slots.begin(), slots.end(), apart) == slots.end())
        return x.narrow(0, slots.front(), static_cast<std::int64_t>(slots.size()));
    return x.index_select(0, at::tensor(slots, at::kLong));
}

AttentionGap attentionGap(const AttentionPart& local, const AttentionPart& remote)
{
    const auto type = local.lse.scalar_type();
    // Not 1 − sigmoid(…): a small mass keeps all its digits.
    const at::Tensor evicted = at::sigmoid(remote.lse - local.lse);
    at::Tensor discrepancy = remote.out.to(type) - local.out.to(type);
    discrepancy.mul_(evicted.unsqueeze(-1));
    return {.evictedMass = evicted, .discrepancy = discrepancy};
}

at::Tensor mergeAttention(const AttentionPart& local, const AttentionGap& gap)
{
    return (local.out + gap.discrepancy).to(local.out.scalar_type());
}

AttentionPart joinAttention(const AttentionPart& one, const AttentionPart& other)
{
    return {.out = mergeAttention(one, attentionGap(one, other)),
            .lse = at::logaddexp(one.lse, other.lse)};
}

AttentionPart attendToFrames(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                             const std::vector<std::int64_t>& slots)
{
    const auto attend = [&](const Run& run) {
        const auto tokens = [&](const at::Tensor& x) {
            return x.narrow(0, run.first, run.count).flatten(0, 1).unsqueeze(0);
        };
        return attendWithLse(q, tokens(k), tokens(v));
    };
    const std::vector<Run> runs = runsOf(slots);
    AttentionPart all = runs.empty() ? noKeys(q) : attend(runs.front());
    for (std::size_t i = 1; i < runs.size(); ++i)
        all = joinAttention(all, attend(runs[i]));
    return all;
}

} // namespace imprint::engine
