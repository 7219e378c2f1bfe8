#include "engine/nn/kv_cache.h"

#include "engine/core/error.h"

#include <algorithm>
#include <numeric>

namespace imprint::engine {
namespace {

std::vector<std::int64_t> firstSlots(std::int64_t count)
{
    std::vector<std::int64_t> slots(static_cast<std::size_t>(count));
    std::iota(slots.begin(), slots.end(), 0);
    return slots;
}

} // namespace

KvCache::KvCache(const KvShape& shape, const CacheSettings& settings)
    : m_shape(shape)
    , m_settings(settings)
    , m_policy(makeCachePolicy(settings))
    , m_keys(shape, settings.storage, QuantizedPer::Channel)
    , m_values(shape, settings.storage, QuantizedPer::Token)
{
    reserve(m_policy->capacity());
}

void KvCache::reserve(std::int64_t slots)
{
    if (slots <= m_keys.slots())
        return;
    const std::vector<std::int64_t> all = firstSlots(m_keys.slots());
    m_keys.rebuild(slots, all);
    m_values.rebuild(slots, all);
}

CachePlan KvCache::beginPass(FrameSpan block, PassKind kind)
{
    const bool remakes = kind == PassKind::Remake || kind == PassKind::RemakeWithSinks;
    CachePlan plan = remakes ? m_policy->remake(block, kind) : m_policy->visit(block);
    reserve(m_policy->capacity());
    return plan;
}

void KvCache::write(const CachePlan& plan, const at::Tensor& k, const at::Tensor& v)
{
    const std::int64_t expected[] = {static_cast<std::int64_t>(plan.writeSlots.size()),
                                     m_shape.tokensPerFrame, m_shape.heads, m_shape.headDim};
    for (const at::Tensor& part : {k, v}) // copy_ would broadcast a smaller one
        if (part.sizes() != at::IntArrayRef(expected))
            throw Error(ErrorCode::BadShape, concat("keys or values of shape ", part.sizes(),
                                                    " do not fit the KV cache, which takes ",
                                                    at::IntArrayRef(expected)));
    m_keys.write(plan.writeSlots, k);
    m_values.write(plan.writeSlots, v);
}

void KvCache::narrowTo(const CacheSettings& settings)
{
    if (settings.kind != CacheKind::SinkWindow || !fitsWithin(settings, m_settings))
        throw Error(ErrorCode::BadConfig,
                    concat("a KV cache cannot be narrowed to ", settings.sinkFrames, " sinks and ",
                           settings.ringFrames(), " other frames, of which it keeps fewer"));
    change(settings, keptSlots(settings, m_policy->held()));
}

void KvCache::widenTo(const CacheSettings& settings)
{
    if (!fitsWithin(m_settings, settings))
        throw Error(ErrorCode::BadConfig,
                    concat("a KV cache cannot be widened to ", settings.sinkFrames, " sinks and ",
                           settings.ringFrames(), " other frames, of which it keeps more"));
    change(settings, firstSlots(static_cast<std::int64_t>(frames().size())));
}

void KvCache::restart()
{
    m_policy = makeCachePolicy(m_settings);
    if (m_policy->capacity() == m_keys.slots())
        return;
    m_keys.rebuild(m_policy->capacity(), {});
    m_values.rebuild(m_policy->capacity(), {});
}

void KvCache::skipTo(std::int64_t frame)
{
    HeldFrames held = m_policy->held();
    IMPRINT_ASSERT(frame >= held.end, "frame ", frame, " after ", held.end);
    held.end = frame;
    m_policy = makeCachePolicy(m_settings, std::move(held));
}

void KvCache::change(const CacheSettings& settings, const std::vector<std::int64_t>& keptSlots)
{
    if (settings.positions != m_settings.positions || settings.storage != m_settings.storage)
        throw Error(ErrorCode::BadConfig,
                    "a KV cache cannot change how its keys are positioned or stored");
    HeldFrames held{.end = m_policy->held().end, .sinkStart = sinkStart()};
    for (const std::int64_t slot : keptSlots)
        held.bySlot.push_back(frames()[static_cast<std::size_t>(slot)]);
    m_policy = makeCachePolicy(settings, std::move(held));
    m_settings = settings;
    m_keys.rebuild(m_policy->capacity(), keptSlots);
    m_values.rebuild(m_policy->capacity(), keptSlots);
}

std::pair<at::Tensor, at::Tensor> KvCache::frame(std::int64_t index) const
{
    const auto& held = frames();
    const auto slot = std::find(held.begin(), held.end(), index) - held.begin();
    IMPRINT_ASSERT(slot < static_cast<std::int64_t>(held.size()), "frame ", index,
                   " is not in the cache");
    return {m_keys.read(slot, 1)[0], m_values.read(slot, 1)[0]};
}

std::int64_t predictedKvBytes(const KvShape& shape, const CacheSettings& settings,
                              std::int64_t frames)
{
    return predictedCapacity(settings, frames) * shape.bytesPerFrame(settings.storage);
}

} // namespace imprint::engine
