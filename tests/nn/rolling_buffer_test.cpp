#include "engine/nn/cache_policy.h"

#include "tests/nn/frame_lists.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// The buffer of the published code: a new block that does not fit pushes the oldest frames behind the sink out, the
/// others move down, the block goes to the end. Value: frame -> number of the pass that wrote it.
struct RollingBuffer {
    std::int64_t sink;
    std::int64_t capacity;
    Frames frames{};
    std::map<std::int64_t, int> writtenBy{};

    void pass(FrameSpan block, int number)
    {
        const Frames written = framesFrom(block.first, block.first + block.count);
        if (frames.empty() || written.back() > frames.back()) {
            frames.insert(frames.end(), written.begin(), written.end());
            const auto surplus = static_cast<std::int64_t>(frames.size()) - capacity;
            if (surplus > 0)
                frames.erase(frames.begin() + sink, frames.begin() + sink + surplus);
        }
        for (const std::int64_t frame : written)
            writtenBy[frame] = number;
        std::erase_if(writtenBy, [&](const auto& entry) {
            return std::find(frames.begin(), frames.end(), entry.first) == frames.end();
        });
    }
};

/// Follows the plans of a policy as a cache would.
struct FollowedPolicy {
    std::unique_ptr<CachePolicy> policy;
    std::vector<int> slotWrittenBy{};

    CachePlan pass(FrameSpan block, int number)
    {
        CachePlan plan = policy->visit(block);
        slotWrittenBy.resize(static_cast<std::size_t>(plan.fill), -1);
        for (const std::int64_t slot : plan.writeSlots)
            slotWrittenBy.at(static_cast<std::size_t>(slot)) = number;
        return plan;
    }

    std::map<std::int64_t, int> writtenBy() const
    {
        std::map<std::int64_t, int> result;
        for (std::size_t slot = 0; slot < slotWrittenBy.size(); ++slot)
            result[policy->frames()[slot]] = slotWrittenBy[slot];
        return result;
    }
};

} // namespace

TEST_CASE("CachePolicy: a ring keeps what the published rolling buffer keeps", "[nn][cache]")
{
    const auto seed = GENERATE(range(0, 60));
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto draw = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    const int sink = draw(0, 4);
    const int capacity = sink + draw(1, 9);
    CAPTURE(seed, sink, capacity);
    RollingBuffer reference{.sink = sink, .capacity = capacity};
    FollowedPolicy ring{makeCachePolicy({.sinkFrames = sink, .capacityFrames = capacity})};

    std::int64_t first = 0;
    int number = 0;
    for (int block = 0; block < 25; ++block) {
        // The first block stands alone; later ones stand beside the sink.
        const int count = draw(1, block == 0 ? capacity : capacity - sink);
        for (int visit = draw(1, 4); visit > 0; --visit) {
            const FrameSpan span{first, count};
            reference.pass(span, ++number);
            const CachePlan plan = ring.pass(span, number);
            REQUIRE(sorted(ring.policy->frames()) == reference.frames);
            REQUIRE(ring.writtenBy() == reference.writtenBy);
            REQUIRE(plan.fill == static_cast<std::int64_t>(reference.frames.size()));
            REQUIRE(plan.keyPositions == ring.policy->frames());
            REQUIRE(plan.queryPositions == framesFrom(first, first + count));
        }
        first += count;
    }
}
