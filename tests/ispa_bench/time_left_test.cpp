#include "app/cli/ispa_bench/time_left.h"

#include <catch2/catch.hpp>

using namespace imprint::app;

TEST_CASE("TimeLeft: begins with the guess and goes by what was done", "[ispa_bench]")
{
    TimeLeft left(600, 0.5);
    CHECK(left.seconds() == Approx(300));
    left.did(60, 60); // twice as slow
    CHECK(left.seconds() == Approx(540));
    left.did(540, 1);
    CHECK(left.seconds() == 0);
}

TEST_CASE("inWords: the unit that a person would choose", "[ispa_bench]")
{
    CHECK(inWords(40) == "40 s");
    CHECK(inWords(600) == "10 min");
    CHECK(inWords(15000) == "4 h 10 min");
}
