#include "audio/dsp/level_window.h"

#include <catch2/catch.hpp>

using namespace imprint::audio;

TEST_CASE("LevelWindow: a peak of one piece is seen for 160 ms", "[audio][level]")
{
    LevelWindow window;
    window.add({.peakDb = -3, .rmsDb = -9, .clipped = true, .speech = true});
    VoiceLevel level;
    for (int i = 0; i < 15; ++i)
        level = window.add({});
    CHECK(level.peakDb == -3);
    CHECK(level.clipped);
    CHECK(level.speech);
    // One piece of sixteen.
    CHECK(level.rmsDb == Approx(-9 - 10 * std::log10(16.0)).margin(0.01));
    level = window.add({});
    CHECK(level.peakDb == kSilenceDb);
    CHECK_FALSE(level.clipped);
    CHECK_FALSE(level.speech);
    CHECK(level.rmsDb == kSilenceDb);
}

TEST_CASE("LevelWindow: a steady sound is as loud as its pieces", "[audio][level]")
{
    LevelWindow window;
    VoiceLevel level;
    for (int i = 0; i < 20; ++i)
        level = window.add({.peakDb = -20, .rmsDb = -23});
    CHECK(level.peakDb == -20);
    CHECK(level.rmsDb == Approx(-23).margin(1e-6));
}
