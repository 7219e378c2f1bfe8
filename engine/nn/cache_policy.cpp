#include "engine/nn/cache_policy.h"

#include "engine/core/error.h"

#include <algorithm>
#include <numeric>

namespace imprint::engine {
namespace {

// A growing cache gets its memory in pieces of this many latent frames.
constexpr std::int64_t kGrowthFrames = 24;

std::int64_t roundUp(std::int64_t value, std::int64_t step)
{
    return (value + step - 1) / step * step;
}

/// Position of every slot: its frame, or the rank of its frame among the held ones.
std::vector<std::int64_t> positionsOf(const std::vector<std::int64_t>& frames, KeyPositions rule)
{
    if (rule == KeyPositions::Absolute)
        return frames;
    std::vector<std::int64_t> positions(frames.size());
    for (std::size_t slot = 0; slot < frames.size(); ++slot)
        positions[slot] = std::count_if(frames.begin(), frames.end(),
                                        [&](std::int64_t other) { return other < frames[slot]; });
    return positions;
}

CachePlan planFor(FrameSpan block, const std::vector<std::int64_t>& frames, KeyPositions rule)
{
    CachePlan plan;
    plan.fill = static_cast<std::int64_t>(frames.size());
    plan.keyPositions = positionsOf(frames, rule);
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

/// Keeps every frame.
class GrowingPolicy : public CachePolicy {
public:
    explicit GrowingPolicy(const CacheSettings& settings)
        : m_settings(settings)
    {
    }

    CachePlan visit(FrameSpan block) override
    {
        const auto held = static_cast<std::int64_t>(m_frames.size());
        requireInOrder(block, held);
        const std::int64_t end = std::max(held, block.first + block.count);
        if (m_settings.maximumFrames > 0 && end > m_settings.maximumFrames)
            throw Error(ErrorCode::BadConfig,
                        concat("the growing KV cache is full: ", end, " latent frames asked for, ",
                               m_settings.maximumFrames, " possible"),
                        "Make a shorter video, or use a window");
        m_frames.resize(static_cast<std::size_t>(end));
        std::iota(m_frames.begin(), m_frames.end(), 0);
        return planFor(block, m_frames, m_settings.positions);
    }

    std::int64_t capacity() const override
    {
        return predictedCapacity(m_settings, static_cast<std::int64_t>(m_frames.size()));
    }
    const std::vector<std::int64_t>& frames() const override { return m_frames; }

private:
    CacheSettings m_settings;
    std::vector<std::int64_t> m_frames;
};

/// Keeps the first frames for ever and a ring of the newest. Eviction is by frame: a part of a block may stay.
/// No memory moves: a new frame takes the slot of the oldest one outside the sink.
/// Source: Self-Forcing and LongLive v1.0 roll their buffer instead; the kept set is the same (golden/README 9-14).
class SinkWindowPolicy : public CachePolicy {
public:
    explicit SinkWindowPolicy(const CacheSettings& settings)
        : m_settings(settings)
    {
        if (settings.capacityFrames <= settings.sinkFrames || settings.sinkFrames < 0)
            throw Error(ErrorCode::BadConfig,
                        concat("a KV window of ", settings.capacityFrames, " frames with ",
                               settings.sinkFrames, " sink frames has no room for a block"));
    }

    CachePlan visit(FrameSpan block) override
    {
        requireInOrder(block, m_end);
        const std::int64_t sinkOutside = std::min(m_settings.sinkFrames, block.first);
        if (block.count + sinkOutside > m_settings.capacityFrames)
            throw Error(ErrorCode::BadConfig,
                        concat("a block of ", block.count,
                               " latent frames does not fit a KV cache of ",
                               m_settings.capacityFrames, " frames"),
                        "Use a larger window");
        for (std::int64_t frame = std::max(m_end, block.first); frame < block.first + block.count;
             ++frame)
            admit(frame);
        m_end = std::max(m_end, block.first + block.count);
        return planFor(block, m_frames, m_settings.positions);
    }

    std::int64_t capacity() const override { return m_settings.capacityFrames; }
    const std::vector<std::int64_t>& frames() const override { return m_frames; }

private:
    void admit(std::int64_t frame)
    {
        if (static_cast<std::int64_t>(m_frames.size()) < m_settings.capacityFrames)
            m_frames.push_back(frame);
        else
            *std::min_element(m_frames.begin() + m_settings.sinkFrames, m_frames.end()) = frame;
    }

    CacheSettings m_settings;
    std::vector<std::int64_t> m_frames; // by slot; the sink has slots 0 … sinkFrames-1
    std::int64_t m_end = 0;             // frames visited so far
};

} // namespace

std::unique_ptr<CachePolicy> makeCachePolicy(const CacheSettings& settings)
{
    switch (settings.kind) {
    case CacheKind::Growing: return std::make_unique<GrowingPolicy>(settings);
    case CacheKind::SinkWindow: return std::make_unique<SinkWindowPolicy>(settings);
    }
    throw Error(ErrorCode::Internal, "unknown KV cache policy");
}

std::int64_t predictedCapacity(const CacheSettings& settings, std::int64_t frames)
{
    if (settings.kind == CacheKind::SinkWindow)
        return settings.capacityFrames;
    const std::int64_t grown = roundUp(frames, kGrowthFrames);
    return settings.maximumFrames > 0 ? std::min(grown, settings.maximumFrames) : grown;
}

} // namespace imprint::engine
