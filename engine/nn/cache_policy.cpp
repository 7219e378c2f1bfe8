#include "engine/nn/cache_policy.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

// A growing cache gets its memory in pieces of this many latent frames.
constexpr std::int64_t kGrowthFrames = 24;

std::int64_t roundUp(std::int64_t value, std::int64_t step)
{
    return (value + step - 1) / step * step;
}

/// Rank of every slot's frame among the held ones.
std::vector<std::int64_t> ranksOf(const std::vector<std::int64_t>& frames)
{
    std::vector<std::int64_t> ranks(frames.size());
    for (std::size_t slot = 0; slot < frames.size(); ++slot)
        ranks[slot] = std::count_if(frames.begin(), frames.end(),
                                    [&](std::int64_t other) { return other < frames[slot]; });
    return ranks;
}

/// Position of every slot for a block that starts at blockFirst.
std::vector<std::int64_t> positionsOf(const std::vector<std::int64_t>& frames,
                                      const CacheSettings& settings, std::int64_t blockFirst)
{
    if (settings.positions == KeyPositions::ByRank)
        return ranksOf(frames);
    const std::int64_t behind = blockFirst - settings.clampSinksFrom.value_or(blockFirst);
    std::vector<std::int64_t> positions = frames;
    for (std::int64_t& position : positions)
        if (position < settings.sinkFrames)
            position += std::max<std::int64_t>(behind, 0);
    return positions;
}

CachePlan planFor(FrameSpan block, const std::vector<std::int64_t>& frames,
                  const CacheSettings& settings)
{
    CachePlan plan;
    plan.fill = static_cast<std::int64_t>(frames.size());
    plan.keyPositions = positionsOf(frames, settings, block.first);
    for (std::int64_t frame = block.first; frame < block.first + block.count; ++frame) {
        const auto slot = std::find(frames.begin(), frames.end(), frame) - frames.begin();
        IMPRINT_ASSERT(slot < plan.fill, "frame ", frame, " has no slot");
        plan.writeSlots.push_back(slot);
        plan.queryPositions.push_back(plan.keyPositions[static_cast<std::size_t>(slot)]);
    }
    return plan;
}

void requireInOrder(FrameSpan block, std::int64_t framesSoFar)
{
    IMPRINT_ASSERT(block.count > 0 && block.first >= 0 && block.first <= framesSoFar, "block of ",
                   block.count, " frames at ", block.first, " after ", framesSoFar);
}

/// Keeps every frame that it sees, and those that it takes over.
class GrowingPolicy : public CachePolicy {
public:
    GrowingPolicy(const CacheSettings& settings, HeldFrames held)
        : m_settings(settings)
        , m_held(std::move(held))
    {
    }

    CachePlan visit(FrameSpan block) override
    {
        requireInOrder(block, m_held.end);
        const std::int64_t end = std::max(m_held.end, block.first + block.count);
        const std::int64_t count =
            static_cast<std::int64_t>(m_held.bySlot.size()) + end - m_held.end;
        if (m_settings.maximumFrames > 0 && count > m_settings.maximumFrames)
            throw Error(ErrorCode::BadConfig,
                        concat("the growing KV cache is full: ", count,
                               " latent frames asked for, ", m_settings.maximumFrames, " possible"),
                        "Make a shorter video, or use a window");
        while (m_held.end < end)
            m_held.bySlot.push_back(m_held.end++);
        return planFor(block, m_held.bySlot, m_settings);
    }

    std::int64_t capacity() const override
    {
        return predictedCapacity(m_settings, static_cast<std::int64_t>(m_held.bySlot.size()));
    }
    const HeldFrames& held() const override { return m_held; }

private:
    CacheSettings m_settings;
    HeldFrames m_held;
};

/// Keeps the first frames for ever and a ring of the newest. Eviction is by frame: a part of a block may stay.
/// No memory moves: a new frame takes the slot of the oldest one outside the sink. A sink that was lost before this
/// policy began stays lost, and its slot empty.
/// Source: Self-Forcing and LongLive v1.0 roll their buffer instead; the kept set is the same (golden/README 9-14).
class SinkWindowPolicy : public CachePolicy {
public:
    SinkWindowPolicy(const CacheSettings& settings, HeldFrames held)
        : m_settings(settings)
        , m_held(std::move(held))
    {
        IMPRINT_ASSERT(ringFill() <= settings.ringFrames(), ringFill(), " frames for a ring of ",
                       settings.ringFrames());
    }

    CachePlan visit(FrameSpan block) override
    {
        requireInOrder(block, m_held.end);
        const std::int64_t sinkOutside = std::min(m_settings.sinkFrames, block.first);
        if (block.count + sinkOutside > m_settings.capacityFrames)
            throw Error(ErrorCode::BadConfig,
                        concat("a block of ", block.count,
                               " latent frames does not fit a KV cache of ",
                               m_settings.capacityFrames, " frames"),
                        "Use a larger window");
        for (; m_held.end < block.first + block.count; ++m_held.end)
            admit(m_held.end);
        return planFor(block, m_held.bySlot, m_settings);
    }

    std::int64_t capacity() const override
    {
        return predictedCapacity(m_settings, static_cast<std::int64_t>(m_held.bySlot.size()));
    }
    const HeldFrames& held() const override { return m_held; }

private:
    bool isSink(std::int64_t frame) const { return frame < m_settings.sinkFrames; }

    std::int64_t ringFill() const
    {
        return std::count_if(m_held.bySlot.begin(), m_held.bySlot.end(),
                             [&](std::int64_t frame) { return !isSink(frame); });
    }

    void admit(std::int64_t frame)
    {
        if (isSink(frame) || ringFill() < m_settings.ringFrames())
            m_held.bySlot.push_back(frame);
        else
            oldestOfRing() = frame;
    }

    std::int64_t& oldestOfRing()
    {
        return *std::min_element(m_held.bySlot.begin(), m_held.bySlot.end(),
                                 [&](std::int64_t a, std::int64_t b) {
                                     return std::pair(isSink(a), a) < std::pair(isSink(b), b);
                                 });
    }

    CacheSettings m_settings;
    HeldFrames m_held;
};

void requireSound(const CacheSettings& settings)
{
    if (settings.kind == CacheKind::SinkWindow &&
        (settings.sinkFrames < 0 || settings.ringFrames() <= 0))
        throw Error(ErrorCode::BadConfig,
                    concat("a KV window of ", settings.capacityFrames, " frames with ",
                           settings.sinkFrames, " sink frames has no room for a block"));
    if (settings.clampSinksFrom &&
        (settings.kind != CacheKind::SinkWindow || settings.positions != KeyPositions::Absolute ||
         *settings.clampSinksFrom < settings.sinkFrames))
        throw Error(ErrorCode::BadConfig,
                    concat("the sinks' distance cannot be clamped from frame ",
                           *settings.clampSinksFrom, " on"),
                    "It takes a window with absolute positions, and a frame behind its sinks");
}

} // namespace

CacheSettings cappedAt(CacheSettings growing, std::int64_t frames)
{
    IMPRINT_ASSERT(growing.kind == CacheKind::Growing, "only what grows is capped");
    growing.kind = CacheKind::SinkWindow;
    growing.capacityFrames = frames;
    growing.startsSmall = true;
    return growing;
}

KvType kvTypeOf(KvBits bits)
{
    switch (bits) {
    case KvBits::Full: return KvType::Float;
    case KvBits::Eight: return KvType::Int8;
    case KvBits::Four: return KvType::Int4;
    }
    throw Error(ErrorCode::Internal, "unknown bits of a KV cache");
}

std::unique_ptr<CachePolicy> makeCachePolicy(const CacheSettings& settings, HeldFrames held)
{
    requireSound(settings);
    switch (settings.kind) {
    case CacheKind::Growing: return std::make_unique<GrowingPolicy>(settings, std::move(held));
    case CacheKind::SinkWindow:
        return std::make_unique<SinkWindowPolicy>(settings, std::move(held));
    }
    throw Error(ErrorCode::Internal, "unknown KV cache policy");
}

std::vector<std::int64_t> keptSlots(const CacheSettings& settings, const HeldFrames& held)
{
    const auto isKept = [&](std::int64_t frame) {
        return settings.kind == CacheKind::Growing || frame < settings.sinkFrames ||
               frame >= held.end - settings.ringFrames();
    };
    std::vector<std::int64_t> slots;
    for (std::size_t slot = 0; slot < held.bySlot.size(); ++slot)
        if (isKept(held.bySlot[slot]))
            slots.push_back(static_cast<std::int64_t>(slot));
    return slots;
}

bool fitsWithin(const CacheSettings& inner, const CacheSettings& outer)
{
    if (outer.kind == CacheKind::Growing)
        return true;
    return inner.kind == CacheKind::SinkWindow && inner.capacityFrames <= outer.capacityFrames &&
           inner.ringFrames() <= outer.ringFrames();
}

std::int64_t predictedCapacity(const CacheSettings& settings, std::int64_t frames)
{
    const std::int64_t grown = roundUp(frames, kGrowthFrames);
    if (settings.kind == CacheKind::SinkWindow)
        return settings.startsSmall ? std::min(grown, settings.capacityFrames)
                                    : settings.capacityFrames;
    return settings.maximumFrames > 0 ? std::min(grown, settings.maximumFrames) : grown;
}

} // namespace imprint::engine
