#pragma once

#include "engine/nn/kv_cache.h"
#include "engine/nn/linear.h"
#include "engine/nn/norms.h"
#include "engine/nn/self_mixer.h"
#include "engine/nn/token_cache.h"

#include <ATen/ATen.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

/// What an RMS norm of queries and keys runs over.
enum class QkNorm { FullWidth, PerHead };

struct CausalBlockConfig {
    std::int64_t dim = 0;
    std::int64_t heads = 0;
    std::int64_t ffnDim = 0;
    double epsilon = 1e-6;   ///< of the layer norms
    double qkEpsilon = 1e-6; ///< of the RMS norms of queries and keys
    QkNorm qkNorm = QkNorm::FullWidth;

    std::int64_t headDim() const { return dim / heads; }
};

/// Keys and values of the cross-attention of one layer. B = 1: all frames see the same context; B = F: one per frame.
struct CrossKeys {
    at::Tensor k; ///< [B, M, heads, width], normalised
    at::Tensor v; ///< [B, M, heads, width]

    std::int64_t bytes() const { return static_cast<std::int64_t>(k.nbytes() + v.nbytes()); }
};

/// One transformer block of a causal video DiT: self-attention, cross-attention, feed-forward, the first and last with
/// adaptive layer norm and gate. Const; what self-attention sees is an argument.
/// Source: Self-Forcing wan/modules/causal_model.py, CausalWanAttentionBlock; specs/wan-causal.md 2.4.
class CausalBlock {
public:
    CausalBlock(WeightReader& weights, const std::string& scope, const CausalBlockConfig& config);

    /// context [B, M, dim] -> keys and values of this layer; valid as long as the context is.
    CrossKeys crossKeys(const at::Tensor& context) const;

    /// x           [F, S, dim] tokens
    /// modulation  [F, 6, dim] or [1, 6, dim]: rows shift, scale, gate of self-attention, then of the feed-forward
    /// mixer       this layer's self-attention
    /// Returns [F, S, dim].
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& modulation, const CrossKeys& cross,
                          SelfMixer& mixer) const;

    /// Weight of self-attention's output projection [out, in].
    const at::Tensor& outputWeight() const { return m_selfOut.weight(); }

private:
    at::Tensor selfAttention(const at::Tensor& x, SelfMixer& mixer) const;
    at::Tensor crossAttention(const at::Tensor& x, const CrossKeys& cross) const;
    at::Tensor splitHeads(const at::Tensor& x, const RmsNorm* norm) const;

    CausalBlockConfig m_config;
    at::Tensor m_modulation; // [1, 6, dim]
    Linear m_qkv;            // [3·dim, dim], rows q, k, v
    Linear m_selfOut;
    RmsNorm m_selfNormQ;
    RmsNorm m_selfNormK;
    LayerNorm m_crossNorm;
    Linear m_crossQ;
    Linear m_crossKv; // [2·dim, dim], rows k, v
    Linear m_crossOut;
    RmsNorm m_crossNormQ;
    RmsNorm m_crossNormK;
    Linear m_ffnIn;
    Linear m_ffnOut;
};

/// Mutable state of one generation by a causal DiT: one cache per layer and the context's keys. Owned by the session.
struct DitState {
    std::vector<KvCache> caches;
    std::vector<CrossKeys> cross;        ///< empty: to be made from the context by the next pass
    std::vector<AttentionTap*> taps;     ///< of others; empty, or one per layer
    std::vector<TokenCache> tokenCaches; ///< experiments only: in the place of `caches`, untapped

    AttentionTap* tap(std::size_t layer) const { return taps.empty() ? nullptr : taps[layer]; }

    /// What the queries of a layer meet in one pass over a block. This state and rotary must outlive it.
    std::unique_ptr<SelfMixer> mixer(std::size_t layer, const Rotary& rotary, FrameSpan block,
                                     PassKind kind = PassKind::Block);

    /// Between two blocks: the caches forget everything; the context's keys stay.
    void restartCaches();

    /// Before the first block: every layer drops single tokens from now on. Throws like TokenCache.
    void evictTokens(const KvShape& shape, const TokenEviction& eviction);

    std::int64_t kvBytes() const;
    std::int64_t crossBytes() const;
};

} // namespace imprint::engine
