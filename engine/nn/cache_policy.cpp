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

/// Whether a frame is one of `count` sinks that begin at `start`.
bool isAmong(std::int64_t frame, std::int64_t start, std::int64_t count)
{
    return frame >= start && frame < start + count;
}

/// Position of every slot for a block that starts at blockFirst.
std::vector<std::int64_t> positionsOf(const HeldFrames& held, const CacheSettings& settings,
                                      std::int64_t blockFirst)
{
    if (settings.positions == KeyPositions::ByRank)
        return ranksOf(held.bySlot);
    const std::int64_t nearest = blockFirst - settings.clampSinksFrom.value_or(blockFirst);
    std::vector<std::int64_t> positions = held.bySlot;
    for (std::int64_t& position : positions)
        if (isAmong(position, held.sinkStart, settings.sinkFrames))
            position = std::max(position, nearest + position - held.sinkStart);
    return positions;
}

/// A plan that writes nothing yet.
CachePlan emptyPlan(FrameSpan block, const HeldFrames& held, const CacheSettings& settings)
{
    CachePlan plan;
    plan.fill = static_cast<std::int64_t>(held.bySlot.size());
    plan.keyPositions = positionsOf(held, settings, block.first);
    return plan;
}

std::optional<std::int64_t> slotOf(std::int64_t frame, const HeldFrames& held)
{
    const auto found = std::find(held.bySlot.begin(), held.bySlot.end(), frame);
    if (found == held.bySlot.end())
        return std::nullopt;
    return found - held.bySlot.begin();
}

void addWrite(CachePlan& plan, std::int64_t frameOfBlock, std::int64_t slot)
{
    plan.writtenFrames.push_back(frameOfBlock);
    plan.writeSlots.push_back(slot);
}

void requireInOrder(FrameSpan block, std::int64_t framesSoFar)
{
    IMPRINT_ASSERT(block.count > 0 && block.first >= 0 && block.first <= framesSoFar, "block of ",
                   block.count, " frames at ", block.first, " after ", framesSoFar);
}

/// What all policies have in common: they hold frames in numbered slots.
class HoldingPolicy : public CachePolicy {
public:
    HoldingPolicy(const CacheSettings& settings, HeldFrames held)
        : m_settings(settings)
        , m_held(std::move(held))
    {
    }

    /// Source: LongLive v1.0 pipeline/interactive_causal_inference.py; golden/README 15 and 16.
    CachePlan remake(FrameSpan latest, PassKind kind) override
    {
        IMPRINT_ASSERT(latest.first >= 0 && latest.first + latest.count == m_held.end, "frames ",
                       latest.first, " and ", latest.count, " more after ", m_held.end);
        const bool sinksToo = kind == PassKind::RemakeWithSinks || latest.first == 0;
        if (kind == PassKind::RemakeWithSinks)
            moveSinks(latest.first);
        CachePlan plan = emptyPlan(latest, m_held, m_settings);
        for (std::int64_t i = 0; i < latest.count; ++i) {
            const std::int64_t frame = latest.first + i;
            const auto slot = slotOf(frame, m_held);
            if (slot && (sinksToo || !isSink(frame)))
                addWrite(plan, i, *slot);
            plan.queryPositions.push_back(m_settings.positions == KeyPositions::Absolute
                                              ? frame
                                              : plan.fill - latest.count + i);
        }
        return plan;
    }

    void keep(FrameSpan latest) override
    {
        IMPRINT_ASSERT(latest.first >= 0 && latest.first + latest.count <= m_held.end, "frames ",
                       latest.first, " and ", latest.count, " more of ", m_held.end);
        m_held.kept = latest;
    }

    std::int64_t capacity() const override
    {
        return predictedCapacity(m_settings, static_cast<std::int64_t>(m_held.bySlot.size()));
    }
    const HeldFrames& held() const override { return m_held; }

protected:
    bool isSink(std::int64_t frame) const
    {
        return m_settings.kind == CacheKind::SinkWindow &&
               isAmong(frame, m_held.sinkStart, m_settings.sinkFrames);
    }

    bool isKept(std::int64_t frame) const
    {
        return isSink(frame) || isAmong(frame, m_held.kept.first, m_held.kept.count);
    }

    /// The plan of a pass over a block of which every frame is held.
    CachePlan planFor(FrameSpan block) const
    {
        CachePlan plan = emptyPlan(block, m_held, m_settings);
        for (std::int64_t i = 0; i < block.count; ++i) {
            const auto slot = slotOf(block.first + i, m_held);
            IMPRINT_ASSERT(slot.has_value(), "frame ", block.first + i, " has no slot");
            addWrite(plan, i, *slot);
            plan.queryPositions.push_back(plan.keyPositions[static_cast<std::size_t>(*slot)]);
        }
        return plan;
    }

    CacheSettings m_settings;
    HeldFrames m_held;

private:
    void moveSinks(std::int64_t start)
    {
        for (std::int64_t& frame : m_held.bySlot)
            if (isSink(frame))
                frame += start - m_held.sinkStart;
        m_held.sinkStart = start;
    }
};

/// Keeps every frame that it sees, and those that it takes over.
class GrowingPolicy : public HoldingPolicy {
public:
    using HoldingPolicy::HoldingPolicy;

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
        return planFor(block);
    }
};

/// Keeps the first frames for ever and a ring of the newest. Eviction is by frame: a part of a block may stay.
/// No memory moves: a new frame takes the slot of the oldest one outside the sink. A sink that was lost before this
/// policy began stays lost, and its slot empty.
/// Source: Self-Forcing and LongLive v1.0 roll their buffer instead; the kept set is the same (golden/README 9-14).
class SinkWindowPolicy : public HoldingPolicy {
public:
    SinkWindowPolicy(const CacheSettings& settings, HeldFrames held)
        : HoldingPolicy(settings, std::move(held))
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
        if (m_held.kept.count + block.count > m_settings.ringFrames())
            m_held.kept = {};
        for (; m_held.end < block.first + block.count; ++m_held.end)
            admit(m_held.end);
        return planFor(block);
    }

private:
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
                                     return std::pair(isKept(a), a) < std::pair(isKept(b), b);
                                 });
    }
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
        return settings.kind == CacheKind::Growing ||
               isAmong(frame, held.sinkStart, settings.sinkFrames) ||
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
