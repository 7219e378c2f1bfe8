#include "engine/core/spsc_ring.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <numeric>
#include <thread>
#include <vector>

using namespace imprint;

namespace {

std::vector<int> counting(int first, std::size_t count)
{
    std::vector<int> values(count);
    std::iota(values.begin(), values.end(), first);
    return values;
}

std::vector<int> readUpTo(SpscRing<int>& ring, std::size_t count)
{
    std::vector<int> values(count);
    values.resize(ring.read(values));
    return values;
}

} // namespace

TEST_CASE("SpscRing: the capacity is the next power of two", "[core][ring]")
{
    const auto [asked, given] =
        GENERATE(table<std::size_t, std::size_t>({{0, 1}, {1, 1}, {3, 4}, {4, 4}, {32000, 32768}}));
    CHECK(SpscRing<float>(asked).capacity() == given);
}

TEST_CASE("SpscRing: values come out in order, across the wrap", "[core][ring]")
{
    SpscRing<int> ring(8);
    int next = 0;
    for (int round = 0; round < 50; ++round) {
        const std::size_t count = static_cast<std::size_t>(round) % 9;
        CAPTURE(round);
        REQUIRE(ring.write(counting(next, count)) == count);
        REQUIRE(ring.size() == count);
        REQUIRE(readUpTo(ring, 100) == counting(next, count));
        next += static_cast<int>(count);
    }
    CHECK(ring.overruns() == 0);
}

TEST_CASE("SpscRing: a full ring drops the newest and counts them", "[core][ring]")
{
    SpscRing<int> ring(4);
    CHECK(ring.write(counting(0, 6)) == 4);
    CHECK(ring.overruns() == 2);
    CHECK(ring.write(counting(100, 3)) == 0);
    CHECK(ring.overruns() == 5);
    CHECK(readUpTo(ring, 3) == counting(0, 3));
    CHECK(ring.write(counting(50, 2)) == 2);
    CHECK(readUpTo(ring, 9) == std::vector<int>{3, 50, 51});
    CHECK(readUpTo(ring, 9).empty());
}

TEST_CASE("SpscRing: two threads lose and invent nothing", "[core][ring]")
{
    constexpr std::int64_t kValues = 200'000;
    SpscRing<std::int64_t> ring(256);
    std::jthread writer([&ring] {
        std::vector<std::int64_t> chunk;
        for (std::int64_t next = 0; next < kValues;) {
            chunk.resize(
                static_cast<std::size_t>(std::min<std::int64_t>(1 + next % 100, kValues - next)));
            std::iota(chunk.begin(), chunk.end(), next);
            const std::size_t written = ring.write(chunk);
            next += static_cast<std::int64_t>(written);
            if (written == 0)
                std::this_thread::yield();
        }
    });
    std::vector<std::int64_t> chunk(77);
    std::int64_t expected = 0;
    bool inOrder = true;
    while (expected < kValues) {
        const std::size_t count = ring.read(chunk);
        for (std::size_t i = 0; i < count; ++i)
            inOrder = inOrder && chunk[i] == expected++;
        if (count == 0)
            std::this_thread::yield();
    }
    CHECK(inOrder);
    CHECK(ring.size() == 0);
}

TEST_CASE("SpscRing: what a slow reader misses is exactly what is counted", "[core][ring]")
{
    constexpr std::uint64_t kChunks = 20'000;
    SpscRing<std::uint64_t> ring(64);
    std::jthread writer([&ring] {
        for (std::uint64_t chunk = 0; chunk < kChunks; ++chunk)
            ring.write(std::vector<std::uint64_t>(16, chunk));
    });
    std::vector<std::uint64_t> values(10);
    std::uint64_t received = 0;
    std::uint64_t last = 0;
    bool ordered = true;
    while (received + ring.overruns() < 16 * kChunks || ring.size() > 0) {
        const std::size_t count = ring.read(values);
        for (std::size_t i = 0; i < count; ++i) {
            ordered = ordered && values[i] >= last;
            last = values[i];
        }
        received += count;
    }
    writer.join();
    CHECK(ordered);
    CHECK(received + ring.overruns() == 16 * kChunks);
}
