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
    std::vector<std::int64_t> remoteFrames; // in these slots
};

SplitSlots splitSlots(const KvCache& cache, const LocalFrames& local, FrameSpan block)
{
    const std::vector<std::int64_t>& frames = cache.frames();
    SplitSlots slots;
    for (std::size_t slot = 0; slot < frames.size(); ++slot) {
        const bool isLocal = local.contains(frames[slot], block, cache.sinkStart());
        (isLocal ? slots.local : slots.remote).push_back(static_cast<std::int64_t>(slot));
        if (!isLocal)
            slots.remoteFrames.push_back(frames[slot]);
    }
    return slots;
}

/// [F, S, ..] -> [1, F·S, ..]
at::Tensor oneSequence(const at::Tensor& frames)
{
    return frames.flatten(0, 1).unsqueeze(0);
}

} // namespace

at::Tensor StandInTokens::gap(const at::Tensor& q, const AttentionPart& local,
                              std::int64_t position, const Rotary& rotary) const
{
    const std::int64_t moved = position - place;
    const at::Tensor keys = moved == 0 ? k : rotary.advance(k.unsqueeze(0), {&moved, 1}).squeeze(0);
    const auto typed = [&](const at::Tensor& x) {
        return x.to(q.scalar_type()).unsqueeze(0).expand({q.size(0), -1, -1, -1});
    };
    const AttentionPart far = attendWithLse(q, typed(keys), typed(v), weight.log());
    return attentionGap(local, far).discrepancy.mul_(strength);
}

CachedMixer::CachedMixer(const Rotary& rotary, FrameSpan block, KvCache& cache, AttentionTap* tap,
                         PassKind kind, const AttentionKeys* beside)
    : m_rotary(rotary)
    , m_block(block)
    , m_cache(cache)
    , m_tap(tap)
    , m_kind(kind)
    , m_beside(beside)
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
    return attendTo(m_rotary(q, plan.queryPositions), keys, m_cache.valuesBeside(plan, ownValues),
                    plan.queryPositions.front())
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
at::Tensor CachedMixer::attendTo(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                 std::int64_t position)
{
    if (m_tap == nullptr) {
        const AttentionKeys all = withThoseBeside(k, v);
        return attend(oneSequence(q), all.k, all.v);
    }
    const at::Tensor asked = m_tap->asked(oneSequence(q));
    const std::optional<LocalFrames> local =
        m_kind == PassKind::Block ? m_tap->wantsSplit(m_block) : std::nullopt;
    const SplitSlots slots = local ? splitSlots(m_cache, *local, m_block) : SplitSlots{};
    if (slots.remote.empty())
        return watched(asked, withThoseBeside(k, v), position);
    const AttentionPart near = attendNear(asked, k, v, slots.local);
    const SplitPass pass{
        .block = m_block,
        .q = asked,
        .position = position,
        .localKeys =
            [&] { return withThoseBeside(framesAt(k, slots.local), framesAt(v, slots.local)); },
        .remoteKeys =
            [&] {
                return AttentionKeys{.k = oneSequence(framesAt(k, slots.remote)),
                                     .v = oneSequence(framesAt(v, slots.remote))};
            },
        .remoteFrames = slots.remoteFrames,
        .local = near,
        .gap = attentionGap(near, attendToFrames(asked, k, v, slots.remote)),
        .rotary = m_rotary};
    m_tap->observe(pass);
    return m_tap->corrected(mergeAttention(pass.local, pass.gap).flatten(2));
}

/// Attention over the frames in these slots and over what belongs to no frame.
AttentionPart CachedMixer::attendNear(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                      const std::vector<std::int64_t>& slots) const
{
    const AttentionPart frames = attendToFrames(q, k, v, slots);
    return m_beside == nullptr ? frames
                               : joinAttention(frames, attendWithLse(q, m_beside->k, m_beside->v));
}

/// k, v [slots, S, heads, width] as one sequence, in front of it those that belong to no frame.
AttentionKeys CachedMixer::withThoseBeside(const at::Tensor& k, const at::Tensor& v) const
{
    if (m_beside == nullptr)
        return {.k = oneSequence(k), .v = oneSequence(v)};
    return {.k = at::cat({m_beside->k, oneSequence(k)}, 1),
            .v = at::cat({m_beside->v, oneSequence(v)}, 1)};
}

/// Attention over all that the cache holds, as the tap changes it.
at::Tensor CachedMixer::watched(const at::Tensor& q, const AttentionKeys& all,
                                std::int64_t position) const
{
    const StandInTokens* tokens = m_tap->standIns();
    if (tokens == nullptr)
        return m_tap->corrected(attend(q, all.k, all.v));
    const AttentionPart held = attendWithLse(q, all.k, all.v);
    const at::Tensor gap = tokens->gap(q, held, position, m_rotary);
    return m_tap->corrected(held.out.flatten(2)) + gap.flatten(2).to(held.out.scalar_type());
}

} // namespace imprint::engine
