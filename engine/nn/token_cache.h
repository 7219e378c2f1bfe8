#pragma once

#include "engine/nn/cache_policy.h"
#include "engine/nn/frame_store.h"
#include "engine/nn/token_eviction.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// Keys and values of one layer, of which single tokens are dropped, head by head: for experiments that hold ISPA against
/// token eviction at equal bytes. Blocks come in order, each in one or more passes; room is made by the first pass over a
/// block. Tokens stand in the order of time, those of the block at work last.
/// Owned by the session; thread: the generator's.
class TokenCache {
public:
    /// Takes the memory of all tokens at once. Throws Error(BadConfig) if sinks, window and block do not fit.
    TokenCache(const KvShape& shape, const TokenEviction& eviction);

    /// One pass over a block: drops what it takes to hold the block, if it is a new one, and takes its tokens.
    /// k, v [F, S, heads, width]; k rotated in space, not in time. Throws Error(BadShape) on any other shape.
    void write(FrameSpan block, const at::Tensor& k, const at::Tensor& v);

    /// The held ones [M, heads, width], as views that the next block changes.
    at::Tensor keys() const { return m_keys.narrow(0, 0, m_fill); }
    at::Tensor values() const { return m_values.narrow(0, 0, m_fill); }

    /// Which tokens those are: frame · S + place in the frame, int64 [M, heads].
    at::Tensor tokens() const { return m_tokens.narrow(0, 0, m_fill).to(at::kLong); }

    /// Temporal position of each: the rank of its frame among those that still hold tokens of that head.
    at::Tensor positions() const { return frameRanks(tokens(), m_shape.tokensPerFrame); }

    /// Whether the rule looks at what queries attend to.
    bool wantsMass() const;

    /// Attention that the pass gave to the held tokens [M, heads]; see attentionMass.
    void observe(const at::Tensor& mass);

    /// Bytes of the storages that exist now; constant.
    std::int64_t bytes() const;
    /// The same by formula. Beside keys and values (a budget of whole frames has the bytes of as many frames of a
    /// KvCache) each token of a head has its number and its score, 8 bytes.
    static std::int64_t predictedBytes(const KvShape& shape, const TokenEviction& eviction);

private:
    void admit(FrameSpan block);
    void keep(const at::Tensor& slots);
    at::Tensor scores() const;

    KvShape m_shape;
    TokenEviction m_eviction;
    at::Tensor m_keys;   // [tokens, heads, width]
    at::Tensor m_values; // [tokens, heads, width]
    at::Tensor m_tokens; // [tokens, heads] int32
    at::Tensor m_scores; // [tokens, heads] fp32
    std::int64_t m_fill = 0;
    FrameSpan m_block; // at work
};

} // namespace imprint::engine
