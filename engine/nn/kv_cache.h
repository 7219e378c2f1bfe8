#pragma once

#include "engine/nn/cache_policy.h"
#include "engine/nn/frame_store.h"

#include <ATen/ATen.h>

#include <memory>
#include <utility>
#include <vector>

namespace imprint::engine {

/// Keys and values of one layer: the storage that its policy plans for. Owned by the session; thread: the generator's.
class KvCache {
public:
    KvCache(const KvShape& shape, const CacheSettings& settings);

    /// Plans one pass over a block and makes room for it.
    CachePlan beginPass(FrameSpan block, PassKind kind = PassKind::Block);

    /// k, v [F, S, heads, width] of the frames that the plan writes, k as it is to be stored. Throws Error(BadShape) on any
    /// other shape, Error(Unsupported) for numbers that the storage type cannot hold.
    void write(const CachePlan& plan, const at::Tensor& k, const at::Tensor& v);

    /// Between two blocks: keeps the sinks that are still held and the newest frames that the smaller ring of `settings`
    /// has room for, and gives the memory of all others back at once. A growing cache, or a ring that had all of these
    /// frames, goes on as if it had been the smaller ring from the start. A sink that is gone stays gone.
    /// Throws Error(BadConfig), changing nothing, unless `settings` are a ring that is no larger than this cache, with
    /// the same positions and storage type.
    void narrowTo(const CacheSettings& settings);

    /// Between two blocks: the reverse. What is held stays; the frames that were evicted are missing for good, and a
    /// position by rank does not count them. Throws like narrowTo unless all that this cache may hold fits `settings`.
    void widenTo(const CacheSettings& settings);

    /// Between two blocks: these frames, the latest ones, stay from now on as sinks do, instead of those that this was said of
    /// before. Another narrowTo or widenTo ends it.
    void keep(FrameSpan latest) { m_policy->keep(latest); }

    /// Between two blocks: forgets everything. The next block is the first one.
    void restart();

    /// Between two blocks: the frames up to this one are missing for good, and the next block starts here.
    void skipTo(std::int64_t frame);

    /// The held frames in slot order [fill, S, heads, width], valid until the next pass: views of what is stored as the
    /// network computes, else copies in its type, which are not part of bytes().
    at::Tensor keys(const CachePlan& plan) const { return m_keys.read(0, plan.fill); }
    at::Tensor values(const CachePlan& plan) const { return m_values.read(0, plan.fill); }

    /// The same with what was written last, k or v, as it is rather than as it is stored: a block attends to
    /// itself most, and its exact keys and values are there anyway.
    at::Tensor keysBeside(const CachePlan& plan, const at::Tensor& k) const
    {
        return m_keys.readBeside(plan.fill, plan.writeSlots, k);
    }
    at::Tensor valuesBeside(const CachePlan& plan, const at::Tensor& v) const
    {
        return m_values.readBeside(plan.fill, plan.writeSlots, v);
    }

    const CacheSettings& settings() const { return m_settings; }
    KeyPositions positions() const { return m_settings.positions; }
    const std::vector<std::int64_t>& frames() const { return m_policy->frames(); }
    std::int64_t sinkStart() const { return m_policy->held().sinkStart; }

    /// Keys and values of one held frame [S, heads, width]. Throws Error(Internal) if it is not held.
    std::pair<at::Tensor, at::Tensor> frame(std::int64_t index) const;

    /// Bytes of the storages that exist now.
    std::int64_t bytes() const { return m_keys.bytes() + m_values.bytes(); }

private:
    void reserve(std::int64_t slots);
    void change(const CacheSettings& settings, const std::vector<std::int64_t>& keptSlots);

    KvShape m_shape;
    CacheSettings m_settings;
    std::unique_ptr<CachePolicy> m_policy;
    FrameStore m_keys;
    FrameStore m_values;
};

/// Bytes of one layer's cache that holds `frames` latent frames, by formula; see predictedCapacity.
std::int64_t predictedKvBytes(const KvShape& shape, const CacheSettings& settings,
                              std::int64_t frames);

} // namespace imprint::engine
