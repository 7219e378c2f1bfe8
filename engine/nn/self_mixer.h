#pragma once

#include "engine/nn/kv_cache.h"
#include "engine/nn/rotary.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// What the queries of one layer meet: the only place where a causal block depends on other blocks. Generation reads
/// and writes a KV cache; training sees several blocks of a clip at once.
class SelfMixer {
public:
    virtual ~SelfMixer() = default;

    /// q, k, v [F, S, heads, width], q and k normalised but not rotated -> attended values [F, S, heads·width].
    virtual at::Tensor operator()(const at::Tensor& q, const at::Tensor& k,
                                  const at::Tensor& v) = 0;
};

/// One pass over one block of a running generation: keys and values go to the layer's cache, then the queries attend
/// to all that the cache holds. Source: Self-Forcing wan/modules/causal_model.py, CausalWanSelfAttention.
class CachedMixer final : public SelfMixer {
public:
    /// rotary, cache must outlive the mixer; block: where the F frames stand in the clip.
    CachedMixer(const Rotary& rotary, FrameSpan block, KvCache& cache);

    at::Tensor operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) override;

private:
    const Rotary& m_rotary;
    FrameSpan m_block;
    KvCache& m_cache;
};

} // namespace imprint::engine
