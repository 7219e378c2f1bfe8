#include "app/cli/evaluate/pooled_tracks.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace imprint::app;

namespace {

/// A curve that resembles itself at one lag only.
std::vector<float> curve(std::size_t frames, std::size_t delay, float scale, float shift)
{
    std::vector<float> values;
    for (std::size_t i = 0; i < frames; ++i) {
        const double t = static_cast<double>(i) - static_cast<double>(delay);
        values.push_back(
            scale * static_cast<float>(std::sin(0.31 * t) + std::sin(0.053 * t * t / 10)) + shift);
    }
    return values;
}

} // namespace

TEST_CASE("PooledTracks: scale and each clip's own level do not matter to the correlation",
          "[evaluate]")
{
    PooledTracks tracks;
    tracks.add(curve(80, 0, 0.5F, 3.0F), curve(80, 0, 1.0F, 0.0F));
    tracks.add(curve(60, 0, 0.5F, -9.0F), curve(60, 0, 1.0F, 0.0F));
    CHECK(tracks.correlation() == Approx(1.0).margin(1e-5));
    CHECK(tracks.amplitude() == Approx(0.5).margin(1e-5));
    CHECK(tracks.bestLag(8) == 0);
}

TEST_CASE("PooledTracks: a late and an early track are told apart", "[evaluate]")
{
    PooledTracks late;
    late.add(curve(100, 3, 1.0F, 0.0F), curve(100, 0, 1.0F, 0.0F));
    CHECK(late.bestLag(8) == 3);
    PooledTracks early;
    early.add(curve(100, 0, 1.0F, 0.0F), curve(100, 5, 1.0F, 0.0F));
    CHECK(early.bestLag(8) == -5);
    CHECK(early.correlation() < early.correlation(-5) - 0.1);
}

TEST_CASE("PooledTracks: without movement there is no correlation, without clips no value",
          "[evaluate]")
{
    PooledTracks tracks;
    CHECK(std::isnan(tracks.correlation()));
    CHECK(std::isnan(tracks.amplitude()));
    tracks.add(std::vector<float>(20, 1.0F), curve(20, 0, 1.0F, 0.0F));
    CHECK(tracks.correlation() == 0.0);
    CHECK(tracks.amplitude() == 0.0);
}

TEST_CASE("countClosings: a lid that trembles while shut is one blink", "[evaluate]")
{
    CHECK(countClosings(std::vector<float>{0, .1F, .7F, .5F, .8F, .2F, 0, .65F, 0}) == 2);
    CHECK(countClosings(std::vector<float>{.1F, .5F, .2F, .55F, 0}) == 0);
    CHECK(countClosings(std::vector<float>{}) == 0);
}
