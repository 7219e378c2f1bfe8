#include "ui/models/level_ballistics.h"

#include <catch2/catch.hpp>

using namespace imprint::ui;

TEST_CASE("LevelBallistics: up at once, down by 24 dB a second", "[ui]")
{
    LevelBallistics level;
    level.observe({.peakDb = -6, .rmsDb = -12}, 1);
    CHECK(level.peakDb() == -6);
    CHECK(level.rmsDb() == -12);
    level.observe({}, 1.5);
    CHECK(level.peakDb() == Approx(-18));
    CHECK(level.rmsDb() == Approx(-24));
    level.observe({.peakDb = -10, .rmsDb = -20}, 1.6);
    CHECK(level.peakDb() == -10);
    level.observe({}, 100);
    CHECK(level.peakDb() == kSilentDb);
}

TEST_CASE("LevelBallistics: the highest peak stays for 1.5 s", "[ui]")
{
    LevelBallistics level;
    level.observe({.peakDb = -6}, 1);
    level.observe({.peakDb = -40}, 2.45);
    CHECK(level.heldDb() == -6);
    level.observe({.peakDb = -40}, 2.55);
    CHECK(level.heldDb() == level.peakDb());
    level.observe({.peakDb = -3}, 2.6);
    CHECK(level.heldDb() == -3);
}

TEST_CASE("LevelBallistics: clipping is shown until it was seen", "[ui]")
{
    LevelBallistics level;
    level.observe({.clipped = true}, 1);
    level.observe({}, 3600);
    CHECK(level.clipped());
    level.clearClip();
    CHECK_FALSE(level.clipped());
}
