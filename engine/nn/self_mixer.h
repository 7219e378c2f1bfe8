#pragma once

#include "engine/nn/kv_cache.h"
#include "engine/nn/rotary.h"
#include "engine/nn/split_attention.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

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

/// Which of the frames that a cache holds count as local: the first ones and the latest before the block, with the block
/// itself. The others are remote.
struct LocalFrames {
    std::int64_t sinkFrames = 0;
    std::int64_t windowFrames = 0;

    /// sinkStart: the first frame that the cache counts as a sink.
    bool contains(std::int64_t frame, FrameSpan block, std::int64_t sinkStart = 0) const
    {
        return frame < sinkStart + sinkFrames || frame >= block.first - windowFrames;
    }
};

/// Keys and values of a set of tokens [1, M, heads, width], the keys rotated.
struct AttentionKeys {
    at::Tensor k;
    at::Tensor v;
};

/// Keys and values that belong to no frame and stand for many that are gone. A value whose tensors are never changed.
struct StandInTokens {
    at::Tensor k; ///< [M, heads, width], rotated
    at::Tensor v; ///< [M, heads, width]
    at::Tensor
        weight; ///< [heads, M] how many keys each stands for; 0: none, and it is not attended to
    std::int64_t place = 0; ///< temporal position of a block's first query for which k are rotated
    double strength = 1.0;  ///< share of what they change that is taken; below 0: the reverse

    /// What attention over local keys lacks because of them, [B, N, heads, width], fp32 (fp64 for fp64).
    /// q [B, N, heads, width] with its first query at temporal position `position`: the tokens move along with the block,
    /// so that it always sees them from where they were made.
    at::Tensor gap(const at::Tensor& q, const AttentionPart& local, std::int64_t position,
                   const Rotary& rotary) const;

    std::int64_t bytes() const
    {
        return static_cast<std::int64_t>(k.nbytes() + v.nbytes() + weight.nbytes());
    }
};

/// One pass over one block, local and remote frames apart. Valid during the call that hands it over.
struct SplitPass {
    FrameSpan block;
    const at::Tensor& q;                      ///< [1, N, heads, width], rotated
    std::int64_t position = 0;                ///< temporal position of the first query
    std::function<AttentionKeys()> localKeys; ///< copied where frames lie apart: few ask
    std::function<AttentionKeys()> remoteKeys;
    const std::vector<std::int64_t>& remoteFrames; ///< that these are of, in their order
    AttentionPart local;
    AttentionGap gap; ///< what the remote ones add
    const Rotary& rotary;
};

/// Watches the attention of one layer, and may change what it gives. Models know nothing of who does so.
/// Thread: the generator's.
class AttentionTap {
public:
    virtual ~AttentionTap() = default;

    /// Wants attention over local and remote frames of this block apart; nothing: it may be computed in one go.
    virtual std::optional<LocalFrames> wantsSplit(FrameSpan block) const = 0;

    /// Both parts of a pass over the block; the layer goes on with their union.
    virtual void observe(const SplitPass& pass) = 0;

    /// attended [1, N, dim] -> what the layer takes instead.
    virtual at::Tensor corrected(const at::Tensor& attended) const = 0;

    /// Rotated queries [1, N, heads, width] -> what the layer attends with instead.
    virtual at::Tensor asked(const at::Tensor& q) const { return q; }

    /// What the layer attends to besides the frames that its cache holds; null: nothing. Added to what is corrected.
    virtual const StandInTokens* standIns() const { return nullptr; }
};

/// One pass over one block of a running generation: keys and values go to the layer's cache, then the queries attend
/// to all that the cache holds. Source: Self-Forcing wan/modules/causal_model.py, CausalWanSelfAttention.
class CachedMixer final : public SelfMixer {
public:
    /// rotary, cache and tap must outlive the mixer; block: where the F frames stand in the clip; tap: null for none. It is
    /// asked about passes of kind Block alone, and corrects all.
    /// beside: what every query meets besides the cache's frames, whatever becomes of those: local keys of a split; null for
    /// none, else it must outlive the mixer.
    CachedMixer(const Rotary& rotary, FrameSpan block, KvCache& cache, AttentionTap* tap = nullptr,
                PassKind kind = PassKind::Block, const AttentionKeys* beside = nullptr);

    at::Tensor operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) override;

private:
    at::Tensor attendTo(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                        std::int64_t position);
    at::Tensor watched(const at::Tensor& q, const AttentionKeys& all, std::int64_t position) const;
    at::Tensor rotated(const at::Tensor& keys, const CachePlan& plan) const;
    AttentionKeys withThoseBeside(const at::Tensor& k, const at::Tensor& v) const;
    AttentionPart attendNear(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                             const std::vector<std::int64_t>& slots) const;

    const Rotary& m_rotary;
    FrameSpan m_block;
    KvCache& m_cache;
    AttentionTap* m_tap;
    PassKind m_kind;
    const AttentionKeys* m_beside;
};

} // namespace imprint::engine
