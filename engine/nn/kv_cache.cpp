#include "engine/nn/kv_cache.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {

std::int64_t KvShape::bytesPerFrame() const
{
    return 2 * tokensPerFrame * heads * headDim * static_cast<std::int64_t>(c10::elementSize(type));
}

KvCache::KvCache(const KvShape& shape, const CacheSettings& settings)
    : m_shape(shape)
    , m_settings(settings)
    , m_policy(makeCachePolicy(settings))
{
    m_keys = at::zeros({0, shape.tokensPerFrame, shape.heads, shape.headDim}, shape.type);
    m_values = at::zeros_like(m_keys);
    reserve(m_policy->capacity());
}

void KvCache::reserve(std::int64_t slots)
{
    const std::int64_t held = m_keys.size(0);
    if (slots <= held)
        return;
    const auto grow = [&](const at::Tensor& old) {
        at::Tensor grown = at::zeros(
            {slots, m_shape.tokensPerFrame, m_shape.heads, m_shape.headDim}, old.options());
        grown.narrow(0, 0, held).copy_(old);
        return grown;
    };
    m_keys = grow(m_keys);
    m_values = grow(m_values);
}

CachePlan KvCache::beginPass(FrameSpan block)
{
    CachePlan plan = m_policy->visit(block);
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
    for (std::size_t i = 0; i < plan.writeSlots.size(); ++i) {
        const auto frame = static_cast<std::int64_t>(i);
        m_keys[plan.writeSlots[i]].copy_(k[frame]);
        m_values[plan.writeSlots[i]].copy_(v[frame]);
    }
}

std::pair<at::Tensor, at::Tensor> KvCache::frame(std::int64_t index) const
{
    const auto& held = frames();
    const auto slot = std::find(held.begin(), held.end(), index) - held.begin();
    IMPRINT_ASSERT(slot < static_cast<std::int64_t>(held.size()), "frame ", index,
                   " is not in the cache");
    return {m_keys[slot], m_values[slot]};
}

std::int64_t predictedKvBytes(const KvShape& shape, const CacheSettings& settings,
                              std::int64_t frames)
{
    return predictedCapacity(settings, frames) * shape.bytesPerFrame();
}

} // namespace imprint::engine
