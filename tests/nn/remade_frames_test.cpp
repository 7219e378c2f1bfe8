#include "engine/nn/cache_policy.h"

#include "tests/nn/frame_lists.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

Frames joined(Frames frames, const Frames& others)
{
    frames.insert(frames.end(), others.begin(), others.end());
    return frames;
}

/// A policy that has seen the frames before `end` in blocks of three, each twice.
std::unique_ptr<CachePolicy> after(std::int64_t end, const CacheSettings& settings)
{
    auto policy = makeCachePolicy(settings);
    for (std::int64_t first = 0; first < end; first += 3)
        for (int pass = 0; pass < 2; ++pass)
            policy->visit({first, 3});
    return policy;
}

CacheSettings longLive(KeyPositions positions = KeyPositions::Absolute)
{
    return {.positions = positions, .sinkFrames = 3, .capacityFrames = 12};
}

/// The latest 12 frames or all.
FrameSpan latest(std::int64_t end)
{
    const std::int64_t count = std::min<std::int64_t>(end, 12);
    return {end - count, count};
}

/// Frames of the clip that a plan writes, in the order of time.
Frames written(const CachePlan& plan, FrameSpan span, const CachePolicy& policy)
{
    REQUIRE(plan.writtenFrames.size() == plan.writeSlots.size());
    Frames frames;
    for (std::size_t i = 0; i < plan.writtenFrames.size(); ++i) {
        frames.push_back(span.first + plan.writtenFrames[i]);
        REQUIRE(policy.frames().at(static_cast<std::size_t>(plan.writeSlots[i])) == frames.back());
    }
    return frames;
}

} // namespace

TEST_CASE("CachePolicy: what a block sees, by the published configurations", "[nn][cache]")
{
    const auto seen = [](const CacheSettings& settings, std::int64_t blockFirst) {
        const auto policy = after(blockFirst, settings);
        policy->visit({blockFirst, 3});
        return sorted(policy->frames());
    };
    // LongLive: blocks 4 and 5 (specs/wan-causal.md 10.2).
    CHECK(seen(longLive(), 12) == joined({0, 1, 2}, framesFrom(6, 15)));
    CHECK(seen(longLive(), 15) == joined({0, 1, 2}, framesFrom(9, 18)));
    CHECK(seen(longLive(), 9) == framesFrom(0, 12));
    // Self-Forcing: everything up to its native length.
    const CacheSettings selfForcing{.kind = CacheKind::Growing, .maximumFrames = 21};
    CHECK(seen(selfForcing, 18) == framesFrom(0, 21));
    CHECK_THROWS(seen(selfForcing, 21));
    // A window with a sink that the block does not divide.
    CHECK(seen({.sinkFrames = 1, .capacityFrames = 8}, 12) == joined({0}, framesFrom(8, 15)));
}

TEST_CASE("CachePolicy: remade in an early clip, everything is written, the sinks too",
          "[nn][cache][remake]")
{
    const auto kind = GENERATE(PassKind::Remake, PassKind::RemakeWithSinks);
    const auto policy = after(6, longLive());
    const CachePlan plan = policy->remake(latest(6), kind);
    CHECK(written(plan, latest(6), *policy) == framesFrom(0, 6));
    CHECK(plan.fill == 6);
    CHECK(plan.queryPositions == framesFrom(0, 6));
}

TEST_CASE("CachePolicy: remade behind the window, the sinks stay what they were",
          "[nn][cache][remake]")
{
    const std::int64_t end = GENERATE(15, 42);
    const auto policy = after(end, longLive());
    const Frames before = policy->frames();
    const CachePlan plan = policy->remake(latest(end), PassKind::Remake);
    // Frames end-12 … end-10 are queries, but have no slot any more.
    CHECK(written(plan, latest(end), *policy) == framesFrom(end - 9, end));
    CHECK(policy->frames() == before);
    CHECK(plan.fill == 12);
    CHECK(plan.queryPositions == framesFrom(end - 12, end));
    CHECK(policy->held().sinkStart == 0);
}

TEST_CASE("CachePolicy: a window that is just full and starts with the clip is remade whole",
          "[nn][cache][remake]")
{
    const auto policy = after(12, longLive());
    const CachePlan plan = policy->remake(latest(12), PassKind::Remake);
    CHECK(written(plan, latest(12), *policy) == framesFrom(0, 12));
}

TEST_CASE("CachePolicy: sinks inside a remade stretch that the clip does not begin with stay too",
          "[nn][cache][remake]")
{
    const auto positions = GENERATE(KeyPositions::Absolute, KeyPositions::ByRank);
    const auto policy =
        makeCachePolicy({.positions = positions, .sinkFrames = 3, .capacityFrames = 9});
    for (std::int64_t frame = 0; frame < 10; ++frame)
        policy->visit({frame, 1});
    const FrameSpan span{1, 9}; // frames 1 and 2 are sinks, 3 was evicted
    const CachePlan plan = policy->remake(span, PassKind::Remake);
    CHECK(written(plan, span, *policy) == framesFrom(4, 10));
    CHECK(plan.queryPositions ==
          (positions == KeyPositions::Absolute ? framesFrom(1, 10) : framesFrom(0, 9)));
}

TEST_CASE("CachePolicy: sinks that are remade are the oldest frames of the window from then on",
          "[nn][cache][remake]")
{
    const auto policy = after(42, longLive());
    const CachePlan plan = policy->remake(latest(42), PassKind::RemakeWithSinks);
    CHECK(sorted(policy->frames()) == framesFrom(30, 42));
    CHECK(written(plan, latest(42), *policy) == framesFrom(30, 42));
    CHECK(plan.keyPositions == policy->frames());
    CHECK(policy->held().sinkStart == 30);
    for (std::int64_t first = 42; first < 60; first += 3)
        policy->visit({first, 3});
    CHECK(sorted(policy->frames()) == joined({30, 31, 32}, framesFrom(51, 60)));
    policy->remake(latest(60), PassKind::RemakeWithSinks); // and again
    CHECK(sorted(policy->frames()) == framesFrom(48, 60));
}

TEST_CASE("CachePolicy: by rank, remade queries stand where their slots would be",
          "[nn][cache][remake]")
{
    const auto policy = after(42, longLive(KeyPositions::ByRank));
    const CachePlan plan = policy->remake(latest(42), PassKind::Remake);
    CHECK(plan.queryPositions == framesFrom(0, 12));
    CHECK(sorted(plan.keyPositions) == framesFrom(0, 12));
}

TEST_CASE("CachePolicy: a layer with a shorter memory remakes what it still holds",
          "[nn][cache][remake]")
{
    const CacheSettings local{.sinkFrames = 1, .capacityFrames = 7, .clampSinksFrom = 12};
    const auto policy = after(42, local);
    const CachePlan kept = policy->remake(latest(42), PassKind::Remake);
    CHECK(written(kept, latest(42), *policy) == framesFrom(36, 42));
    CHECK(kept.fill == 7);
    const CachePlan moved = policy->remake(latest(42), PassKind::RemakeWithSinks);
    CHECK(written(moved, latest(42), *policy) == joined({30}, framesFrom(36, 42)));
    CHECK(moved.queryPositions == framesFrom(30, 42)); // what is stored stays at its own frame
}

TEST_CASE("CachePolicy: sinks that have moved are clamped to the same distance",
          "[nn][cache][remake]")
{
    CacheSettings settings = longLive();
    settings.clampSinksFrom = 15;
    const auto policy = after(42, settings);
    policy->remake(latest(42), PassKind::RemakeWithSinks);
    for (std::int64_t first = 42; first < 90; first += 3) {
        const CachePlan plan = policy->visit({first, 3});
        for (std::size_t slot = 0; slot < plan.keyPositions.size(); ++slot) {
            const std::int64_t frame = policy->frames()[slot];
            const bool isSink = frame < 33;
            const std::int64_t clamped = first - 15 + (frame - 30);
            REQUIRE(plan.keyPositions[slot] == (isSink ? std::max(frame, clamped) : frame));
        }
    }
}

TEST_CASE("CachePolicy: only the latest frames can be remade", "[nn][cache][remake]")
{
    const auto policy = after(12, longLive());
    CHECK_THROWS(policy->remake({0, 9}, PassKind::Remake));
    CHECK_THROWS(policy->remake({3, 12}, PassKind::Remake));
}
