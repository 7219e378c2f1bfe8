#pragma once

#include "engine/nn/cache_policy.h"

#include <ATen/ATen.h>

#include <memory>

namespace imprint::engine {

/// Sizes of what one layer stores per latent frame.
struct KvShape {
    std::int64_t tokensPerFrame = 0;
    std::int64_t heads = 0;
    std::int64_t headDim = 0;
    at::ScalarType type = at::kFloat;

    /// Keys and values of one latent frame.
    std::int64_t bytesPerFrame() const;
};

/// Keys and values of one layer: the storage that its policy plans for. Owned by the session; thread: the generator's.
class KvCache {
public:
    KvCache(const KvShape& shape, const CacheSettings& settings);

    /// Plans one pass over a block and makes room for it.
    CachePlan beginPass(FrameSpan block);

    /// k, v [F, S, heads, width] of the block, k as it is to be stored. Throws Error(BadShape) on any other shape.
    void write(const CachePlan& plan, const at::Tensor& k, const at::Tensor& v);

    /// The held frames in slot order: views [fill, S, heads, width], valid until the next pass.
    at::Tensor keys(const CachePlan& plan) const { return m_keys.narrow(0, 0, plan.fill); }
    at::Tensor values(const CachePlan& plan) const { return m_values.narrow(0, 0, plan.fill); }

    KeyPositions positions() const { return m_settings.positions; }
    const std::vector<std::int64_t>& frames() const { return m_policy->frames(); }

    /// Keys and values of one held frame [S, heads, width]. Throws Error(Internal) if it is not held.
    std::pair<at::Tensor, at::Tensor> frame(std::int64_t index) const;

    /// Bytes of the storages that exist now.
    std::int64_t bytes() const
    {
        return static_cast<std::int64_t>(m_keys.nbytes() + m_values.nbytes());
    }

private:
    void reserve(std::int64_t slots);

    KvShape m_shape;
    CacheSettings m_settings;
    std::unique_ptr<CachePolicy> m_policy;
    at::Tensor m_keys;   // [slots, S, heads, width]
    at::Tensor m_values; // same
};

/// Bytes of one layer's cache after `frames` latent frames, by formula.
std::int64_t predictedKvBytes(const KvShape& shape, const CacheSettings& settings,
                              std::int64_t frames);

} // namespace imprint::engine
