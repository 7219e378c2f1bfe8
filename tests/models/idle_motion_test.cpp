#include "engine/models/pocket/idle_motion.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
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

TEST_CASE("IdleMotion: blinks follow each other after 0.8 s and an exponential wait, or at once",
          "[models][pocket]")
{
    const auto blinks = blinksOf(4, 60000);
    REQUIRE(blinks.size() > 100);
    int shortest = 1 << 20;
    int waits = 0;
    int pairs = 0;
    double sum = 0;
    bool secondOfPair = false;
    for (std::size_t i = 1; i < blinks.size(); ++i) {
        const int apart = blinks[i].first - blinks[i - 1].first;
        if (apart <= 12) { // 0.29 s of closing and opening, 0.06 s to 0.16 s between
            REQUIRE(apart >= 8);
            REQUIRE_FALSE(secondOfPair); // never three
            ++pairs;
            secondOfPair = true;
            continue;
        }
        secondOfPair = false;
        shortest = std::min(shortest, apart);
        sum += 0.04 * apart;
        ++waits;
    }
    CHECK(shortest >= 19);
    CHECK(shortest <= 30);
    CHECK(sum / waits == Approx(0.8 + 2.6).epsilon(0.12));
    CHECK(static_cast<double>(pairs) / waits == Approx(0.12 / 0.88).epsilon(0.4));
}

TEST_CASE("IdleMotion: a held gaze makes small jumps, which are no glances", "[models][pocket]")
{
    IdleMotion motion({}, 12);
    int small = 0;
    int glances = 0;
    PuppetPose last = motion.next(0.3F);
    for (int frame = 0; frame < 5000; ++frame) {
        const PuppetPose pose = motion.next(0.3F);
        const float moved = std::hypot(pose.gazeX - last.gazeX, pose.gazeY - last.gazeY);
        small += moved > 0.005F && moved < 0.06F ? 1 : 0;
        glances += moved > 0.15F ? 1 : 0;
        last = pose;
    }
    CHECK(small > 300);
    CHECK(glances > 50);
    CHECK(glances < 400);
}

TEST_CASE("IdleMotion: the weight shifts softly, and the chest breathes", "[models][pocket]")
{
    IdleMotion motion({.liveliness = 1.0F}, 13);
    PuppetPose last = motion.next(0);
    int turns = 0;
    bool rising = false;
    for (int frame = 1; frame < 2500; ++frame) {
        const PuppetPose pose = motion.next(0);
        CHECK(std::abs(pose.x - last.x) < 0.012F); // a third of the spread at most
        REQUIRE(std::abs(pose.breath) <= 1);
        turns += frame > 1 && (pose.breath > last.breath) != rising ? 1 : 0;
        rising = pose.breath > last.breath;
        CHECK(pose.backgroundTime > last.backgroundTime);
        last = pose;
    }
    CHECK(turns > 2 * 100 / 4.5 - 2); // of the breath in 100 s
    CHECK(turns < 2 * 100 / 3.2 + 2);
}

TEST_CASE("IdleMotion: brows stress some of the syllables that come suddenly", "[models][pocket]")
{
    // The same frame loud in both runs; only in one the loudness came suddenly.
    const auto browsAt = [](bool sudden, int seed) {
        IdleMotion motion({}, static_cast<std::uint64_t>(seed));
        float highest = -1;
        for (int frame = 0; frame < 60; ++frame) {
            const bool quiet = sudden && frame < 50;
            const PuppetPose pose = motion.next(quiet ? 0.1F : 0.8F);
            if (frame >= 50)
                highest = std::max(highest, pose.brow);
        }
        return highest;
    };
    int stressed = 0;
    for (int seed = 0; seed < 40; ++seed)
        stressed += browsAt(true, seed) > browsAt(false, seed) + 0.05F ? 1 : 0;
    CHECK(stressed > 10); // some of those at the upper end cannot rise further
    CHECK(stressed < 36);
}

TEST_CASE("IdleMotion: brows move with the voice, and rarely far", "[models][pocket]")
{
    IdleMotion motion({}, 21);
    constexpr int kFrames = 5000;
    int far = 0;
    double sum = 0;
    double squares = 0;
    for (int frame = 0; frame < kFrames; ++frame) {
        const float energy = 0.5F + 0.5F * std::sin(0.3F * static_cast<float>(frame));
        const auto brow = static_cast<double>(motion.next(energy).brow);
        far += std::abs(brow) > 0.55 ? 1 : 0;
        sum += brow;
        squares += brow * brow;
    }
    const double mean = sum / kFrames;
    CHECK(far < kFrames / 20);
    CHECK(std::sqrt(squares / kFrames - mean * mean) > 0.12);
}

TEST_CASE("IdleMotion: a new resting face comes softly", "[models][pocket]")
{
    IdleMotionSettings settings;
    IdleMotion motion(settings, 14);
    IdleMotion steady(settings, 14);
    for (int frame = 0; frame < 10; ++frame)
        CHECK(motion.next(0).smile == steady.next(0).smile);
    settings.rest.smile = 0.8F;
    motion.change(settings);
    float before = 0;
    for (int frame = 0; frame < 50; ++frame) {
        const float more = motion.next(0).smile - steady.next(0).smile;
        CHECK(more >= before - 1e-4F);
        CHECK(more - before < 0.2F);
        before = more;
    }
    CHECK(before == Approx(0.8F).margin(0.01));
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
