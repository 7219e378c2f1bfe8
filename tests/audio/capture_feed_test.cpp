#include "audio/device/capture_feed.h"

#include "tests/audio/watched_calls.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <mutex>
#include <numeric>
#include <vector>

using namespace imprint;
using namespace imprint::audio;

namespace {

std::vector<float> counting(std::size_t count)
{
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 1.0F);
    return values;
}

} // namespace

TEST_CASE("Capture callback: any number of frames arrives whole and in order", "[audio][callback]")
{
    CaptureFeed feed(48000, 2);
    const auto sent = counting(2 * 3000);
    std::size_t at = 0;
    for (unsigned long frames = 1; at < 3000; frames = frames * 5 % 521) {
        const auto count = std::min<unsigned long>(frames, 3000 - at);
        CHECK(onCapture(sent.data() + 2 * at, nullptr, count, nullptr, 0, &feed) == paContinue);
        at += count;
    }
    std::vector<float> got(2 * 3000 + 1); // an odd value is no frame
    REQUIRE(feed.read(got) == sent.size());
    got.pop_back();
    CHECK(got == sent);
    CHECK(feed.framesDelivered() == 3000);
    CHECK(feed.framesLost() == 0);
}

TEST_CASE("Capture callback: a full ring loses whole frames, and counts them", "[audio][callback]")
{
    CaptureFeed feed(1000, 3); // two seconds: 6000 values, for which there is room in 8192
    const auto sent = counting(3 * 3000);
    onCapture(sent.data(), nullptr, 3000, nullptr, 0, &feed);
    CHECK(feed.framesDelivered() == 3000);
    CHECK(feed.framesLost() == 3000 - 8192 / 3);
    std::vector<float> got(300);
    REQUIRE(feed.read(got) == 300);
    const auto more = counting(3);
    onCapture(more.data(), nullptr, 1, nullptr, 0, &feed);
    std::vector<float> rest(9000);
    rest.resize(feed.read(rest));
    REQUIRE(rest.size() % 3 == 0);
    CHECK(std::vector<float>(rest.end() - 3, rest.end()) == more);
}

TEST_CASE("Capture callback: gaps and the end are passed on", "[audio][callback]")
{
    CaptureFeed feed(48000, 1);
    onCapture(nullptr, nullptr, 64, nullptr, paInputOverflow, &feed);
    CHECK(feed.gaps() == 1);
    CHECK(feed.framesDelivered() == 0);
    CHECK_FALSE(feed.ended());
    onCaptureEnd(&feed);
    CHECK(feed.ended());
}

TEST_CASE("Capture callback: it allocates nothing and locks nothing", "[audio][callback]")
{
    if (!test::WatchedCalls::isAvailable()) {
        std::puts("[skipped] a sanitizer has its own malloc");
        return;
    }
    CaptureFeed feed(48000, 2);
    const auto sound = counting(2 * 480);
    int memory = -1;
    int locks = -1;
    {
        const test::WatchedCalls watched;
        for (int i = 0; i < 500; ++i) // past the end of the ring
            onCapture(sound.data(), nullptr, 480, nullptr, i % 7 == 0 ? paInputOverflow : 0, &feed);
        onCaptureEnd(&feed);
        memory = watched.memory();
        locks = watched.locks();
    }
    CHECK(memory == 0);
    CHECK(locks == 0);
    CHECK(feed.framesLost() > 0);
}

TEST_CASE("Capture callback: what it must not do would be noticed", "[audio][callback]")
{
    if (!test::WatchedCalls::isAvailable()) {
        std::puts("[skipped] a sanitizer has its own malloc");
        return;
    }
    std::vector<int> values;
    std::mutex mutex;
    int memory = 0;
    int locks = 0;
    {
        const test::WatchedCalls watched;
        values.push_back(1);
        const std::scoped_lock lock(mutex);
        memory = watched.memory();
        locks = watched.locks();
    }
    CHECK(memory > 0);
    CHECK(locks > 0);
}
