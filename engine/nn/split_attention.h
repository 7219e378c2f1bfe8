#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// Attention over one set of keys, with what it takes to merge it with that over a disjoint set.
struct AttentionPart {
    at::Tensor out; ///< [B, N, heads, width], type of the queries
    at::Tensor
        lse; ///< [B, N, heads] ln Σ exp(logit), fp32 (fp64 for fp64); −∞ where the set is empty
};

/// softmax(q kᵀ / √width + bias) v and the logarithm of its denominator. No keys (M = 0) give zeros and −∞.
/// q [B, N, heads, width]; k, v [B, M, heads, width]; bias [M] or [heads, M], added to the logits of each key. A bias that
/// is equal for the whole set may as well be added to `lse` afterwards.
/// Throws Error(BadShape) if the bias does not have one value per key, or per head and key. Records no gradient.
/// Source: specs/ispa.md 4.
AttentionPart attendWithLse(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            const std::optional<at::Tensor>& bias = {});

/// The same by its formula, with the matrix of all weights: what the fused kernel is checked against, and what runs where
/// there is none.
AttentionPart attendWithLseByFormula(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                     const std::optional<at::Tensor>& bias = {});

/// The frames x[slots] of x [slots, ..]; a view where they lie side by side, as the remote ones of a growing cache do.
at::Tensor framesAt(const at::Tensor& x, const std::vector<std::int64_t>& slots);

/// What attention over all keys, A_full, adds to attention over the local ones, A_loc.
struct AttentionGap {
    at::Tensor
        evictedMass; ///< [B, N, heads] 1 − g, the share of the softmax that the remote keys hold
    at::Tensor discrepancy; ///< [B, N, heads, width] A_full − A_loc, fp32 (fp64 for fp64)
};

/// The gap as evicted mass × direction, (1 − g)(A_rem − A_loc): the difference of two rounded outputs would lose digits as
/// the mass gets small. The sets must be disjoint and not both empty. Source: specs/ispa.md 3.2, formula (1).
AttentionGap attentionGap(const AttentionPart& local, const AttentionPart& remote);

/// Attention over both sets [B, N, heads, width], type of the local part; the bytes of `local.out` if the other one is
/// empty. gap: what that adds. Source: specs/ispa.md 4, formula (2).
at::Tensor mergeAttention(const AttentionPart& local, const AttentionGap& gap);

/// Attention over two disjoint sets of keys as one set, not both of them empty.
AttentionPart joinAttention(const AttentionPart& one, const AttentionPart& other);

/// Attention over the frames k[slots], v[slots] of k, v [frames, S, heads, width]. No key is copied: slots that follow each
/// other are attended to as they lie, and what each such run gives is joined.
AttentionPart attendToFrames(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                             const std::vector<std::int64_t>& slots);

} // namespace imprint::engine
