#include "engine/nn/cache_policy.h"

#include "tests/nn/frame_lists.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

CacheSettings sinkWindow(std::int64_t sink, std::int64_t capacity,
                         KeyPositions positions = KeyPositions::Absolute)
{
    return {.positions = positions, .sinkFrames = sink, .capacityFrames = capacity};
}

/// What blocks of three frames see, each in its clean pass.
std::vector<Frames> seenByBlocks(const CacheSettings& settings, int blocks)
{
    const auto policy = makeCachePolicy(settings);
    std::vector<Frames> seen;
    for (int block = 0; block < blocks; ++block) {
        policy->visit({3 * block, 3});
        seen.push_back(sorted(policy->frames()));
    }
    return seen;
}

} // namespace

TEST_CASE("CachePolicy: LongLive as published sees sink and window", "[nn][cache]")
{
    const auto seen = seenByBlocks(sinkWindow(3, 12), 6);
    CHECK(seen[3] == framesFrom(0, 12));
    CHECK(seen[4] == Frames{0, 1, 2, 6, 7, 8, 9, 10, 11, 12, 13, 14});
    CHECK(seen[5] == Frames{0, 1, 2, 9, 10, 11, 12, 13, 14, 15, 16, 17});
}

TEST_CASE("CachePolicy: a part of a block can be evicted", "[nn][cache]")
{
    CHECK(seenByBlocks(sinkWindow(0, 5), 4)[3] == Frames{7, 8, 9, 10, 11});
    CHECK(seenByBlocks(sinkWindow(1, 8), 5)[4] == Frames{0, 8, 9, 10, 11, 12, 13, 14});
}

TEST_CASE("CachePolicy: kept frames stay beside the sinks until others are kept", "[nn][cache]")
{
    const auto policy = makeCachePolicy(sinkWindow(3, 12));
    const auto seen = [&](std::int64_t block) {
        policy->visit({3 * block, 3});
        return sorted(policy->frames());
    };
    for (std::int64_t block = 0; block < 5; ++block)
        seen(block);
    policy->keep({12, 3});
    seen(5);
    CHECK(seen(6) == Frames{0, 1, 2, 12, 13, 14, 15, 16, 17, 18, 19, 20});
    CHECK(seen(7) == Frames{0, 1, 2, 12, 13, 14, 18, 19, 20, 21, 22, 23});
    CHECK(seen(7) == Frames{0, 1, 2, 12, 13, 14, 18, 19, 20, 21, 22, 23}); // once more
    policy->keep({21, 3});
    CHECK(seen(8) == Frames{0, 1, 2, 18, 19, 20, 21, 22, 23, 24, 25, 26}); // the oldest goes first
    seen(9);
    CHECK(seen(10) == Frames{0, 1, 2, 21, 22, 23, 27, 28, 29, 30, 31, 32});

    // A block that needs the room has it.
    const auto narrow = makeCachePolicy(sinkWindow(1, 5));
    narrow->visit({0, 3});
    narrow->keep({0, 3});
    narrow->visit({3, 3});
    CHECK(sorted(narrow->frames()) == Frames{0, 2, 3, 4, 5});
}

TEST_CASE("CachePolicy: sink frames never leave their slots", "[nn][cache]")
{
    const auto policy = makeCachePolicy(sinkWindow(2, 5));
    for (int block = 0; block < 30; ++block) {
        const CachePlan plan = policy->visit({3 * block, 3});
        REQUIRE(policy->frames()[0] == 0);
        REQUIRE(policy->frames()[1] == 1);
        REQUIRE(policy->capacity() == 5);
        if (block > 0)
            REQUIRE(*std::min_element(plan.writeSlots.begin(), plan.writeSlots.end()) >= 2);
    }
}

TEST_CASE("CachePolicy: positions by rank are counted in frame order", "[nn][cache]")
{
    const auto kind = GENERATE(CacheKind::SinkWindow, CacheKind::Growing);
    CacheSettings settings = sinkWindow(1, 8, KeyPositions::ByRank);
    settings.kind = kind;
    const auto policy = makeCachePolicy(settings);
    for (int block = 0; block < 9; ++block) {
        const CachePlan plan = policy->visit({3 * block, 3});
        const Frames& frames = policy->frames();
        const Frames ordered = sorted(frames);
        REQUIRE(plan.keyPositions.size() == frames.size());
        for (std::size_t slot = 0; slot < frames.size(); ++slot)
            REQUIRE(ordered.at(static_cast<std::size_t>(plan.keyPositions[slot])) == frames[slot]);
        REQUIRE(plan.queryPositions == framesFrom(plan.fill - 3, plan.fill)); // the newest frames
    }
}

TEST_CASE("CachePolicy: growing keeps every frame until its maximum", "[nn][cache]")
{
    const auto policy = makeCachePolicy({.kind = CacheKind::Growing, .maximumFrames = 10});
    for (const std::int64_t first : {0, 3, 3, 6}) {
        const CachePlan plan = policy->visit({first, 3});
        CHECK(policy->frames() == framesFrom(0, first + 3));
        CHECK(plan.writeSlots == framesFrom(first, first + 3));
    }
    const CaughtError full = errorOf([&] { policy->visit({9, 3}); });
    REQUIRE(full.code == ErrorCode::BadConfig);
    CHECK(full.names("12 latent frames asked for, 10 possible"));
    CHECK(policy->frames() == framesFrom(0, 9));
    CHECK(policy->visit({9, 1}).fill == 10);
}

TEST_CASE("CachePolicy: memory of a growing cache comes in pieces, never beyond its maximum",
          "[nn][cache]")
{
    const CacheSettings open{.kind = CacheKind::Growing};
    const CacheSettings bounded{.kind = CacheKind::Growing, .maximumFrames = 30};
    const auto policy = makeCachePolicy(open);
    CHECK(policy->capacity() == 0);
    for (std::int64_t frame = 0; frame < 30; ++frame) {
        policy->visit({frame, 1});
        REQUIRE(policy->capacity() == (frame < 24 ? 24 : 48));
        REQUIRE(predictedCapacity(open, frame + 1) == policy->capacity());
        REQUIRE(predictedCapacity(bounded, frame + 1) == (frame < 24 ? 24 : 30));
        REQUIRE(predictedCapacity(sinkWindow(1, 9), frame + 1) == 9);
    }
}

TEST_CASE("CachePolicy: a capped cache keeps what a ring of that size keeps, in memory that grows",
          "[nn][cache]")
{
    const auto cap = GENERATE(range<std::int64_t>(5, 60));
    const CacheSettings capped = cappedAt({.kind = CacheKind::Growing, .sinkFrames = 2}, cap);
    const auto policy = makeCachePolicy(capped);
    const auto ring = makeCachePolicy(sinkWindow(2, cap));
    for (std::int64_t first = 0; first < 90; first += 3) {
        const CachePlan plan = policy->visit({first, 3});
        const CachePlan expected = ring->visit({first, 3});
        REQUIRE(policy->frames() == ring->frames());
        REQUIRE(plan.writeSlots == expected.writeSlots);
        REQUIRE(policy->capacity() >= plan.fill);
        REQUIRE(policy->capacity() <= std::min<std::int64_t>(cap, first + 3 + 23));
        REQUIRE(policy->capacity() == predictedCapacity(capped, first + 3));
    }
    CHECK(policy->capacity() == cap);
}

TEST_CASE("CachePolicy: refuses settings and blocks that cannot fit", "[nn][cache]")
{
    for (const auto& [sink, capacity] : {std::pair{3, 3}, std::pair{4, 3}, std::pair{-1, 3}})
        CHECK(errorOf([&] { makeCachePolicy(sinkWindow(sink, capacity)); }).code ==
              ErrorCode::BadConfig);

    const auto policy = makeCachePolicy(sinkWindow(2, 4));
    CHECK(errorOf([&] { policy->visit({0, 5}); }).code == ErrorCode::BadConfig);
    CHECK(policy->frames().empty());
    CHECK(policy->visit({0, 4}).fill == 4);
    const CaughtError error = errorOf([&] { policy->visit({4, 3}); });
    REQUIRE(error.code == ErrorCode::BadConfig); // three frames and two sinks
    CHECK(error.names("block of 3 latent frames"));
    CHECK(policy->frames() == framesFrom(0, 4));
    CHECK(policy->visit({4, 2}).fill == 4);
}

TEST_CASE("CachePolicy: a gap and a pass over evicted frames are bugs", "[nn][cache]")
{
    const auto policy = makeCachePolicy(sinkWindow(0, 3));
    CHECK(errorOf([&] { policy->visit({1, 3}); }).code == ErrorCode::Internal);
    CHECK(errorOf([&] { policy->visit({0, 0}); }).code == ErrorCode::Internal);
    policy->visit({0, 3});
    policy->visit({3, 3});
    CHECK(errorOf([&] { policy->visit({0, 3}); }).code == ErrorCode::Internal);
    CHECK(sorted(policy->frames()) == framesFrom(3, 6));
}

TEST_CASE("CachePolicy: what a narrower ring would keep", "[nn][cache]")
{
    const auto kept = [](const CacheSettings& settings, const HeldFrames& held) {
        Frames frames;
        for (const std::int64_t slot : keptSlots(settings, held))
            frames.push_back(held.bySlot.at(static_cast<std::size_t>(slot)));
        return frames;
    };
    const HeldFrames all{.bySlot = framesFrom(0, 12), .end = 12};
    CHECK(kept({.kind = CacheKind::Growing}, all) == framesFrom(0, 12));
    CHECK(kept(sinkWindow(2, 6), all) == Frames{0, 1, 8, 9, 10, 11});
    CHECK(kept(sinkWindow(0, 3), all) == Frames{9, 10, 11});
    CHECK(kept(sinkWindow(3, 30), all) == framesFrom(0, 12));

    const HeldFrames ring{.bySlot = {0, 9, 10, 11, 7, 8}, .end = 12};
    CHECK(kept(sinkWindow(1, 4), ring) == Frames{0, 9, 10, 11});
    CHECK(kept(sinkWindow(3, 6), ring) == Frames{0, 9, 10, 11}); // two sinks are gone
    CHECK(kept(sinkWindow(0, 4), ring) == Frames{9, 10, 11, 8});
}

TEST_CASE("CachePolicy: a ring fits within a wider ring and within a growing cache", "[nn][cache]")
{
    const CacheSettings growing{.kind = CacheKind::Growing};
    CHECK(fitsWithin(sinkWindow(1, 6), growing));
    CHECK(fitsWithin(growing, growing));
    CHECK_FALSE(fitsWithin(growing, sinkWindow(1, 600)));
    CHECK(fitsWithin(sinkWindow(1, 6), sinkWindow(1, 6)));
    CHECK(fitsWithin(sinkWindow(1, 6), sinkWindow(3, 9)));
    CHECK(fitsWithin(sinkWindow(3, 6), sinkWindow(1, 6)));
    CHECK_FALSE(fitsWithin(sinkWindow(1, 6), sinkWindow(3, 6))); // sees five others, not three
    CHECK_FALSE(fitsWithin(sinkWindow(1, 7), sinkWindow(1, 6)));
}

TEST_CASE("CachePolicy: frames missing from the history stay missing", "[nn][cache]")
{
    const HeldFrames held{.bySlot = {0, 9, 7, 8}, .end = 10};
    const auto growing = makeCachePolicy({.kind = CacheKind::Growing}, held);
    CHECK(growing->capacity() == 24);
    const CachePlan plan = growing->visit({10, 2});
    CHECK(growing->frames() == Frames{0, 9, 7, 8, 10, 11});
    CHECK(plan.writeSlots == Frames{4, 5});
    CHECK(plan.keyPositions == growing->frames());
    CHECK(plan.queryPositions == Frames{10, 11});

    const auto ranked = makeCachePolicy(sinkWindow(1, 6, KeyPositions::ByRank), held);
    const CachePlan byRank = ranked->visit({10, 2});
    CHECK(byRank.keyPositions == Frames{0, 3, 1, 2, 4, 5});
    CHECK(byRank.queryPositions == Frames{4, 5});
    ranked->visit({12, 1});
    CHECK(ranked->frames() == Frames{0, 9, 12, 8, 10, 11});
}

TEST_CASE("CachePolicy: a lost sink does not lengthen the window", "[nn][cache]")
{
    const auto policy = makeCachePolicy(sinkWindow(2, 5), {.bySlot = {7, 5, 6}, .end = 8});
    policy->visit({8, 2});
    CHECK(policy->frames() == Frames{7, 8, 9});
    CHECK(policy->capacity() == 5);
}

TEST_CASE("CachePolicy: a maximum counts what is held", "[nn][cache]")
{
    const auto policy = makeCachePolicy({.kind = CacheKind::Growing, .maximumFrames = 5},
                                        {.bySlot = {0, 7, 8}, .end = 9});
    CHECK(policy->visit({9, 2}).fill == 5);
    CHECK(policy->capacity() == 5);
    const CaughtError full = errorOf([&] { policy->visit({11, 1}); });
    REQUIRE(full.code == ErrorCode::BadConfig);
    CHECK(full.names("6 latent frames asked for, 5 possible"));
}

TEST_CASE("CachePolicy: clamped sinks keep the distance that they had from one block",
          "[nn][cache]")
{
    CacheSettings settings = sinkWindow(2, 8);
    settings.clampSinksFrom = 9;
    const auto policy = makeCachePolicy(settings);
    for (std::int64_t first = 0; first < 60; first += 3) {
        const CachePlan plan = policy->visit({first, 3});
        const std::int64_t shift = first > 9 ? first - 9 : 0;
        REQUIRE(plan.keyPositions[0] == shift);
        REQUIRE(plan.keyPositions[1] == 1 + shift);
        for (std::size_t slot = 2; slot < plan.keyPositions.size(); ++slot)
            REQUIRE(plan.keyPositions[slot] == policy->frames()[slot]); // the ring is untouched
        REQUIRE(plan.queryPositions == framesFrom(first, first + 3));
    }
}

TEST_CASE("CachePolicy: a clamp needs a window, absolute positions and a frame behind the sinks",
          "[nn][cache]")
{
    const auto refuses = [](CacheSettings settings) {
        return errorOf([&] { makeCachePolicy(settings); }).code == ErrorCode::BadConfig;
    };
    CacheSettings settings = sinkWindow(2, 8);
    settings.clampSinksFrom = 2;
    CHECK_FALSE(refuses(settings));
    settings.positions = KeyPositions::ByRank;
    CHECK(refuses(settings));
    settings.positions = KeyPositions::Absolute;
    settings.kind = CacheKind::Growing;
    CHECK(refuses(settings));
    settings.kind = CacheKind::SinkWindow;
    settings.clampSinksFrom = 1;
    CHECK(refuses(settings));
}
