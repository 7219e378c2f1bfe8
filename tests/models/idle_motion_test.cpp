#include "engine/models/pocket/idle_motion.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace imprint::engine;

namespace {

std::array<float, kMotionControls> controlsOf(IdleMotion& motion, float energy)
{
    return motionControls(motion.next(energy));
}

/// A voice that comes and goes.
float voice(int frame)
{
    return 0.5F + 0.5F * std::sin(static_cast<float>(frame) / 7.0F);
}

struct Blink {
    int first = 0;
    std::vector<float> lids;
};

std::vector<Blink> blinksOf(std::uint64_t seed, int frames)
{
    IdleMotion motion({}, seed);
    std::vector<Blink> blinks;
    bool closed = false;
    for (int frame = 0; frame < frames; ++frame) {
        const PuppetPose pose = motion.next(0.3F);
        REQUIRE(pose.blinkLeft == pose.blinkRight);
        if (pose.blinkLeft > 0) {
            if (!closed)
                blinks.push_back({.first = frame});
            blinks.back().lids.push_back(pose.blinkLeft);
        }
        closed = pose.blinkLeft > 0;
    }
    return blinks;
}

} // namespace

TEST_CASE("IdleMotion: seed and voice decide everything", "[models][pocket]")
{
    IdleMotion one({}, 7);
    IdleMotion same({}, 7);
    IdleMotion other({}, 8);
    int differing = 0;
    for (int frame = 0; frame < 500; ++frame) {
        const auto pose = controlsOf(one, voice(frame));
        REQUIRE(pose == controlsOf(same, voice(frame)));
        differing += pose != controlsOf(other, voice(frame)) ? 1 : 0;
    }
    CHECK(differing == 500);
}

TEST_CASE("IdleMotion: a blink closes in 90 ms, stays 40 ms, opens in 160 ms", "[models][pocket]")
{
    const auto blinks = blinksOf(3, 20000);
    REQUIRE(blinks.size() > 150);
    for (const Blink& blink : blinks) {
        const auto& lids = blink.lids;
        const auto top = std::max_element(lids.begin(), lids.end());
        REQUIRE(*top == Approx(1).margin(1e-3));    // 40 ms hold at least one frame of 40 ms
        REQUIRE(std::is_sorted(lids.begin(), top)); // closing
        REQUIRE(std::is_sorted(top, lids.end(), std::greater<>()));
        REQUIRE(lids.size() >= 7); // 290 ms
        REQUIRE(lids.size() <= 8);
        for (auto lid = lids.begin(); lid + 1 < top; ++lid)
            REQUIRE(lid[1] - lid[0] == Approx(0.04 / 0.09).margin(1e-3));
        for (auto lid = top + 2; lid + 1 < lids.end(); ++lid)
            REQUIRE(lid[0] - lid[1] == Approx(0.04 / 0.16).margin(1e-3));
    }
}

TEST_CASE("IdleMotion: blinks follow each other after 0.8 s and an exponential wait",
          "[models][pocket]")
{
    const auto blinks = blinksOf(4, 60000);
    REQUIRE(blinks.size() > 100);
    int shortest = 1 << 20;
    for (std::size_t i = 1; i < blinks.size(); ++i)
        shortest = std::min(shortest, blinks[i].first - blinks[i - 1].first);
    CHECK(shortest >= 19);
    CHECK(shortest <= 30);
    const double mean = 0.04 * (blinks.back().first - blinks.front().first) /
                        static_cast<double>(blinks.size() - 1);
    CHECK(mean == Approx(0.8 + 2.6).epsilon(0.12));
}

TEST_CASE("IdleMotion: without liveliness the head rests where it rests", "[models][pocket]")
{
    PuppetPose rest;
    rest.x = 0.02F;
    rest.y = -0.01F;
    rest.roll = 0.03F;
    rest.yaw = 0.2F;
    rest.pitch = -0.1F;
    IdleMotion motion({.liveliness = 0, .blinks = false, .rest = rest}, 5);
    for (int frame = 0; frame < 300; ++frame) {
        const PuppetPose pose = motion.next(voice(frame));
        REQUIRE(pose.x == rest.x);
        REQUIRE(pose.y == rest.y);
        REQUIRE(pose.roll == rest.roll);
        REQUIRE(pose.yaw == rest.yaw);
        REQUIRE(pose.pitch == rest.pitch);
        REQUIRE(pose.blinkLeft == 0);
    }
}

TEST_CASE("IdleMotion: more liveliness moves more, and values stay in range", "[models][pocket]")
{
    const auto spread = [](float liveliness) {
        IdleMotion motion({.liveliness = liveliness}, 6);
        double sum = 0;
        for (int frame = 0; frame < 2000; ++frame) {
            const PuppetPose pose = motion.next(voice(frame));
            REQUIRE(std::abs(pose.yaw) <= 1);
            REQUIRE(std::abs(pose.pitch) <= 1);
            REQUIRE(std::abs(pose.gazeX) <= 1);
            REQUIRE(std::abs(pose.gazeY) <= 1);
            REQUIRE(pose.brow >= -0.6F);
            REQUIRE(pose.brow <= 1);
            sum += static_cast<double>(pose.x) * static_cast<double>(pose.x);
        }
        return std::sqrt(sum / 2000);
    };
    CHECK(spread(0.06F) == Approx(0.035 * 0.06).epsilon(0.3)); // unit variance before the scaling
    CHECK(spread(0.6F) == Approx(10 * spread(0.06F)).epsilon(1e-3));
}

TEST_CASE("IdleMotion: nods follow the voice as strongly as asked", "[models][pocket]")
{
    const auto largestNod = [](float nods) {
        IdleMotion silent({.liveliness = 0.6F, .nods = nods}, 9);
        IdleMotion speaking({.liveliness = 0.6F, .nods = nods}, 9);
        float largest = 0;
        for (int frame = 0; frame < 100; ++frame)
            largest = std::max(largest, std::abs(speaking.next(voice(frame)).y - silent.next(0).y));
        return largest;
    };
    CHECK(largestNod(0) == 0);
    CHECK(largestNod(1) > 1e-3F);
    CHECK(largestNod(2) == Approx(2 * largestNod(1)).epsilon(1e-3));
}

TEST_CASE("IdleMotion: a change of settings does not touch what is under way", "[models][pocket]")
{
    const IdleMotionSettings lively{.liveliness = 0.5F};
    IdleMotion steady(lively, 11);
    IdleMotion changed(lively, 11);
    int differing = 0;
    for (int frame = 0; frame < 400; ++frame) {
        if (frame == 100)
            changed.change({.liveliness = 0.1F, .blinks = false});
        if (frame == 200)
            changed.change(lively);
        const bool equal = controlsOf(steady, 0.4F) == controlsOf(changed, 0.4F);
        if (frame < 100 || frame >= 200)
            REQUIRE(equal);
        differing += equal ? 0 : 1;
    }
    CHECK(differing == 100);
}

TEST_CASE("MotionControls: each number has its scale", "[models][pocket]")
{
    const PuppetPose pose{.x = 0.1F,
                          .y = 0.2F,
                          .roll = 0.3F,
                          .yaw = 0.4F,
                          .pitch = 0.5F,
                          .scale = 1.02F,
                          .blinkLeft = 0.6F,
                          .blinkRight = 0.6F,
                          .gazeX = 0.7F,
                          .gazeY = 0.8F,
                          .brow = 0.9F,
                          .smile = -0.4F};
    const float expected[] = {2, 6, 3.6F, 0.6F, 1, 1, 0.6F, 0.7F, 0.8F, 0.9F, -0.4F};
    const auto got = motionControls(pose);
    for (std::size_t i = 0; i < got.size(); ++i)
        CHECK(got[i] == Approx(expected[i]).margin(1e-5));
}
