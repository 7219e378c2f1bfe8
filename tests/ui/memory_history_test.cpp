#include "ui/models/memory_history.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace imprint::ui;

namespace {

std::int64_t mostOf(const std::vector<MemoryPoint>& points)
{
    std::int64_t most = 0;
    for (const MemoryPoint& point : points)
        most = std::max(most, point.mostBytes);
    return most;
}

} // namespace

TEST_CASE("MemoryHistory: eight hours at eight samples a second stay small and keep the peak",
          "[ui][memory]")
{
    std::mt19937 random(11);
    for (int round = 0; round < 4; ++round) {
        MemoryHistory history;
        std::uniform_int_distribution<std::int64_t> bytes(50'000'000, 90'000'000);
        const int samples = 8 * 3600 * 8;
        const int peakAt = std::uniform_int_distribution<int>(0, samples - 1)(random);
        for (int i = 0; i < samples; ++i) {
            const std::int64_t held = i == peakAt ? 123'456'789 : bytes(random);
            history.add(i / 8.0, held, held / 2);
        }
        CAPTURE(peakAt);
        REQUIRE(history.bytesHeld() <= MemoryHistory::kMostBytes);
        REQUIRE(history.peakBytes() == 123'456'789);
        const auto points = history.last(8 * 3600);
        REQUIRE(mostOf(points) == 123'456'789);
        REQUIRE(points.size() > 800);
        REQUIRE(points.front().seconds == 0);
        REQUIRE(std::is_sorted(
            points.begin(), points.end(),
            [](const MemoryPoint& a, const MemoryPoint& b) { return a.seconds < b.seconds; }));
        REQUIRE(std::all_of(points.begin(), points.end(), [](const MemoryPoint& point) {
            return point.leastBytes <= point.mostBytes;
        }));
    }
}

TEST_CASE("MemoryHistory: a day in which a clock ticks wildly stays as small", "[ui][memory]")
{
    MemoryHistory history;
    std::mt19937 random(3);
    std::exponential_distribution<double> pause(5);
    double now = 0;
    while (now < 24 * 3600) {
        history.add(now, 1'000, 10);
        now += pause(random);
    }
    CHECK(history.bytesHeld() <= MemoryHistory::kMostBytes);
    CHECK(history.last(28'800).front().seconds <= history.end() - 28'800);
}

TEST_CASE("MemoryHistory: the last minutes are known sample by sample", "[ui][memory]")
{
    MemoryHistory history;
    for (int i = 0; i < 8 * 600; ++i)
        history.add(i / 8.0, i, 0);
    const auto points = history.last(60);
    REQUIRE(points.size() >= 480);
    CHECK(points.back().mostBytes == 8 * 600 - 1);
    for (std::size_t i = 1; i < points.size(); ++i)
        CHECK(points[i].mostBytes == points[i - 1].mostBytes + 1);
    // Further back, spans keep their most and least.
    const auto coarse = history.last(600);
    CHECK(coarse.front().seconds == 0);
    CHECK(coarse.front().mostBytes == 15);
    CHECK(coarse.front().leastBytes == 0);
}

TEST_CASE("MemoryHistory: nothing and little", "[ui][memory]")
{
    MemoryHistory history;
    CHECK(history.empty());
    CHECK(history.last(60).empty());
    history.add(5, 70, 7);
    CHECK_FALSE(history.empty());
    REQUIRE(history.last(60).size() == 1);
    CHECK(history.last(60).front().mostKvBytes == 7);
    CHECK(history.begin() == 5);
}
