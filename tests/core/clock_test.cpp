#include "engine/core/clock.h"

#include <catch2/catch.hpp>

using namespace imprint;

namespace {

constexpr std::int64_t kHours = 3600;

} // namespace

TEST_CASE("Clock: frames and samples at 25 per second are 640 samples apart", "[core][clock]")
{
    CHECK(firstSampleOfFrame(3, 25) == 1920);
    CHECK(frameOfSample(1919, 25) == 2);
    CHECK(frameOfSample(1920, 25) == 3);
    CHECK(microsecondsOfFrame(3, 25) == 120'000);
    CHECK(microsecondsOfSample(1) == 62); // 62.5, rounded down
    CHECK(microsecondsOfSample(2) == 125);
}

TEST_CASE("Clock: the first sample of a frame is the first that lies in it", "[core][clock]")
{
    const int fps = GENERATE(1, 16, 24, 25, 30, 60, 144, 240);
    const std::int64_t start = GENERATE(0, 1, 100 * kHours);
    for (std::int64_t frame = start * fps; frame < start * fps + 500; ++frame) {
        CAPTURE(fps, frame);
        const std::int64_t sample = firstSampleOfFrame(frame, fps);
        REQUIRE(frameOfSample(sample, fps) == frame);
        REQUIRE((sample == 0 || frameOfSample(sample - 1, fps) == frame - 1));
    }
}

TEST_CASE("Clock: times lead back to the same frame and sample", "[core][clock]")
{
    const int fps = GENERATE(1, 16, 24, 25, 30, 60, 144, 240);
    const std::int64_t start = GENERATE(0, 7, 100 * kHours);
    for (std::int64_t i = 0; i < 500; ++i) {
        const std::int64_t frame = start * fps + i;
        CAPTURE(fps, frame);
        const std::int64_t time = microsecondsOfFrame(frame, fps);
        REQUIRE(frameAtMicroseconds(time, fps) == frame);
        REQUIRE(frameAtMicroseconds(time - 1, fps) == frame - 1);
        const std::int64_t sample = start * kEngineSampleRate + i;
        REQUIRE(sampleAtMicroseconds(microsecondsOfSample(sample)) == sample);
    }
}

TEST_CASE("Clock: nothing drifts in a week", "[core][clock]")
{
    const int fps = GENERATE(24, 25, 30);
    const std::int64_t seconds = 7 * 24 * kHours;
    CHECK(firstSampleOfFrame(seconds * fps, fps) == seconds * kEngineSampleRate);
    CHECK(microsecondsOfFrame(seconds * fps, fps) == seconds * kMicrosecondsPerSecond);
    CHECK(microsecondsOfSample(seconds * kEngineSampleRate) == seconds * kMicrosecondsPerSecond);
    CHECK(frameAtMicroseconds(seconds * kMicrosecondsPerSecond, fps) == seconds * fps);
}
