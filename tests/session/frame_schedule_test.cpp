#include "app/session/frame_schedule.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace imprint;
using namespace imprint::app;

namespace {

std::shared_ptr<const VideoFrame> frame(std::int64_t index, int blockFrames = 4)
{
    auto made = std::make_shared<VideoFrame>();
    made->index = index;
    made->block = index == 0 ? 0 : 1 + (index - 1) / blockFrames;
    return made;
}

/// Frames of one block, of which the first comes `lateness` after its sound.
void putBlock(FrameSchedule& schedule, std::int64_t block, double lateness, int blockFrames = 4)
{
    for (int i = 0; i < blockFrames; ++i)
        schedule.put(frame(1 + (block - 1) * blockFrames + i, blockFrames), lateness - 40.0 * i);
}

} // namespace

TEST_CASE("FrameSchedule: each picture is shown in its own place", "[session]")
{
    FrameSchedule schedule({});
    schedule.put(frame(0), 900);
    CHECK(schedule.firstIndex() == -1); // a still is nothing to begin with
    putBlock(schedule, 1, 300);
    putBlock(schedule, 2, 300);
    REQUIRE(schedule.firstIndex() == 1);
    CHECK(schedule.stats().delayMs == Approx(320)); // and the still does not count
    for (std::int64_t index = 1; index <= 8; ++index) {
        const ScheduledPicture picture = schedule.take(index);
        CHECK(picture.frame->index == index);
        CHECK_FALSE(picture.repeated);
    }
    CHECK(schedule.stats().repeated == 0);
}

TEST_CASE("FrameSchedule: a skipped block repeats the last picture, then says that it is stalled",
          "[session]")
{
    FrameSchedule schedule({});
    putBlock(schedule, 1, 300);
    for (std::int64_t index = 1; index <= 4; ++index)
        schedule.take(index);
    for (std::int64_t index = 5; index <= 8; ++index) {
        const ScheduledPicture picture = schedule.take(index);
        CHECK(picture.frame->index == 4);
        CHECK(picture.repeated);
        CHECK_FALSE(picture.stalled);
    }
    CHECK(schedule.take(9).stalled); // 200 ms behind frame 4
    putBlock(schedule, 3, 300);      // frames 9 … 12: the first came too late
    const ScheduledPicture back = schedule.take(10);
    CHECK(back.frame->index == 10);
    CHECK_FALSE(back.repeated);
    CHECK_FALSE(back.stalled);
    CHECK(schedule.stats().late == 1);
    CHECK(schedule.stats().repeated == 5);
}

TEST_CASE("FrameSchedule: the delay follows lateness slowly, and one hiccup not at all",
          "[session]")
{
    FrameSchedule schedule({.marginMs = 20});
    std::int64_t block = 1;
    double before = 0;
    const auto run = [&](int blocks, double lateness) {
        for (int i = 0; i < blocks; ++i, ++block) {
            putBlock(schedule, block, lateness);
            for (int f = 0; f < 4; ++f) {
                schedule.take(1 + (block - 1) * 4 + f);
                const double delay = schedule.stats().delayMs;
                CHECK(std::abs(delay - before) < 0.41);
                before = delay;
            }
        }
    };
    putBlock(schedule, block++, 300);
    for (std::int64_t index = 1; index <= 4; ++index)
        schedule.take(index);
    before = schedule.stats().delayMs;
    run(100, 300);
    CHECK(schedule.stats().delayMs == Approx(306).margin(0.5)); // none came later
    CHECK(schedule.stats().latenessMs == Approx(300));
    run(2, 700);
    run(50, 300);
    CHECK(schedule.stats().delayMs == Approx(320).margin(0.5)); // no more than the margin
    run(300, 300);                                              // 48 s
    CHECK(schedule.stats().delayMs == Approx(320).margin(0.5)); // it may come again
    run(150, 300);
    CHECK(schedule.stats().delayMs == Approx(306).margin(0.5));
    run(200, 350); // this lasts
    CHECK(schedule.stats().delayMs == Approx(356).margin(0.5));
}

TEST_CASE("FrameSchedule: what came late once in a minute is in time the next time", "[session]")
{
    FrameSchedule schedule({.marginMs = 20});
    constexpr int kMinute = 60 * 25 / 4; // blocks
    std::vector<std::int64_t> late;
    for (std::int64_t block = 1; block <= 4 * kMinute; ++block) {
        const double lateness = block % (kMinute - 10) == 100 ? 315 : 300;
        if (block > 1 && schedule.stats().delayMs < lateness)
            late.push_back(block);
        putBlock(schedule, block, lateness);
        for (int f = 0; f < 4; ++f)
            schedule.take(1 + (block - 1) * 4 + f);
    }
    CHECK(late == std::vector<std::int64_t>{100}); // the first of four
}

TEST_CASE("FrameSchedule: a start in a hurry is soon forgotten", "[session]")
{
    FrameSchedule schedule({.marginMs = 20});
    for (std::int64_t block = 1; block <= 125; ++block) { // 20 s
        putBlock(schedule, block, block == 1 ? 450 : 300);
        for (int f = 0; f < 4; ++f)
            schedule.take(1 + (block - 1) * 4 + f);
    }
    CHECK(schedule.stats().delayMs < 326); // 20 more than the others need, since one came late
}

TEST_CASE("FrameSchedule: what comes a little unevenly is still in time", "[session]")
{
    FrameSchedule schedule({.marginMs = 20});
    for (std::int64_t block = 1; block <= 500; ++block) {
        const double lateness = 300 + static_cast<double>(block * 7 % 13); // 300 … 312
        if (block > 1) // shown when it is due: never before its block is there
            CHECK(schedule.stats().delayMs > lateness);
        putBlock(schedule, block, lateness);
        for (int f = 0; f < 4; ++f)
            schedule.take(1 + (block - 1) * 4 + f);
    }
    CHECK(schedule.stats().delayMs == Approx(318).margin(0.5));
    CHECK(schedule.stats().repeated == 0);
    CHECK(schedule.stats().late == 0);
}

TEST_CASE("FrameSchedule: waits for nothing longer than it may", "[session]")
{
    FrameSchedule schedule({.maxDelayMs = 400});
    putBlock(schedule, 1, 5000);
    CHECK(schedule.stats().delayMs == Approx(400));

    FrameSchedule constant({.minDelayMs = 400, .maxDelayMs = 400});
    for (std::int64_t block = 1; block < 50; ++block) {
        putBlock(constant, block, block < 20 ? 200 : 600);
        for (int i = 1; i <= 4; ++i)
            constant.take(4 * (block - 1) + i);
        CHECK(constant.stats().delayMs == Approx(400));
    }
}
