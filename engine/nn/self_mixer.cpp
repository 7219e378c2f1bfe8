#include "engine/nn/self_mixer.h"

#include "engine/nn/attention.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace imprint::engine {
namespace {

/// Slots of the frames that are local, and of those that are not.
struct SplitSlots {
    std::vector<std::int64_t> local;
    std::vector<std::int64_t> remote;
};

SplitSlots splitSlots(const KvCache& cache, const LocalFrames& local, FrameSpan block)
{
    const std::vector<std::int64_t>& frames = cache.frames();
    SplitSlots slots;
    for (std::size_t slot = 0; slot < frames.size(); ++slot)
        (local.contains(frames[slot], block, cache.sinkStart()) ? slots.local : slots.remote)
            .push_back(static_cast<std::int64_t>(slot));
    return slots;
}

} // namespace

CachedMixer::CachedMixer(const Rotary& rotary, FrameSpan block, KvCache& cache, AttentionTap* tap,
                         PassKind kind)
    : m_rotary(rotary)
    , m_block(block)
    , m_cache(cache)
    , m_tap(tap)
    , m_kind(kind)
{
}

at::Tensor CachedMixer::operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    const CachePlan plan = m_cache.beginPass(m_block, m_kind);
    const bool storeRotated = m_cache.positions() == KeyPositions::Absolute;
    const at::Tensor ownKeys =
        framesAt(storeRotated ? m_rotary(k, plan.queryPositions) : k, plan.writtenFrames);
    const at::Tensor ownValues = framesAt(v, plan.writtenFrames);
    m_cache.write(plan, ownKeys, ownValues);
    const at::Tensor keys = rotated(m_cache.keysBeside(plan, ownKeys), plan);
    return attendTo(m_rotary(q, plan.queryPositions), keys, m_cache.valuesBeside(plan, ownValues))
        .view({q.size(0), q.size(1), -1});
}

at::Tensor CachedMixer::rotated(const at::Tensor& keys, const CachePlan& plan) const
{
    if (m_cache.positions() == KeyPositions::ByRank)
        return m_rotary(keys, plan.keyPositions);
    const std::vector<std::int64_t>& storedAt = m_cache.frames();
    if (plan.keyPositions == storedAt)
        return keys; // no copy
    std::vector<std::int64_t> steps(storedAt.size());
    std::transform(plan.keyPositions.begin(), plan.keyPositions.end(), storedAt.begin(),
                   steps.begin(), std::minus{});
    return m_rotary.advance(keys, steps);
}

/// q [F, S, heads, width]; k, v [slots, S, heads, width], q and k rotated -> [1, F·S, dim].
at::Tensor CachedMixer::attendTo(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    const auto oneSequence = [](const at::Tensor& y) { return y.flatten(0, 1).unsqueeze(0); };
    if (m_tap == nullptr)
        return attend(oneSequence(q), oneSequence(k), oneSequence(v));
    const std::optional<LocalFrames> local =
        m_kind == PassKind::Block ? m_tap->wantsSplit(m_block) : std::nullopt;
    const SplitSlots slots = local ? splitSlots(m_cache, *local, m_block) : SplitSlots{};
    if (slots.remote.empty())
        return m_tap->corrected(attend(oneSequence(q), oneSequence(k), oneSequence(v)));
    const auto attendSlots = [&](const std::vector<std::int64_t>& chosen) {
        return attendWithLse(oneSequence(q), oneSequence(framesAt(k, chosen)),
                             oneSequence(framesAt(v, chosen)));
    };
    const AttentionPart near = attendSlots(slots.local);
    const AttentionPart far = attendSlots(slots.remote);
    m_tap->observe(m_block, near, far);
    return m_tap->corrected(mergeAttention(near, far).flatten(2));
}

} // namespace imprint::engine
