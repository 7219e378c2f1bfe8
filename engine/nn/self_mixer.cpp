#include "engine/nn/self_mixer.h"

#include "engine/nn/attention.h"

namespace imprint::engine {

CachedMixer::CachedMixer(const Rotary& rotary, FrameSpan block, KvCache& cache)
    : m_rotary(rotary)
    , m_block(block)
    , m_cache(cache)
{
}

at::Tensor CachedMixer::operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    const CachePlan plan = m_cache.beginPass(m_block);
    const bool storeRotated = m_cache.positions() == KeyPositions::Absolute;
    m_cache.write(plan, storeRotated ? m_rotary(k, plan.queryPositions) : k, v);
    const at::Tensor keys =
        storeRotated ? m_cache.keys(plan) : m_rotary(m_cache.keys(plan), plan.keyPositions);

    const auto oneSequence = [](const at::Tensor& y) { return y.flatten(0, 1).unsqueeze(0); };
    return attend(oneSequence(m_rotary(q, plan.queryPositions)), oneSequence(keys),
                  oneSequence(m_cache.values(plan))) // [1, F·S, dim]
        .view({q.size(0), q.size(1), -1});
}

} // namespace imprint::engine
