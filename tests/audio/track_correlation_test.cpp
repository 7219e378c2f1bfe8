#include "audio/dsp/track_correlation.h"

#include <catch2/catch.hpp>

#include <random>
#include <vector>

using namespace imprint::audio;

namespace {

std::vector<float> noise(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<float> values(count);
    for (float& value : values)
        value = static_cast<float>(random() % 1000) / 1000.0F;
    return values;
}

} // namespace

TEST_CASE("TrackCorrelation: a late track is found at its lag, whatever its scale", "[audio][dsp]")
{
    const auto followed = noise(300, 1);
    const int lag = GENERATE(-10, -1, 0, 2, 10);
    std::vector<float> track(300, 0.5F);
    for (int i = 0; i < 300; ++i)
        if (i - lag >= 0 && i - lag < 300)
            track[static_cast<std::size_t>(i)] =
                3.0F * followed[static_cast<std::size_t>(i - lag)] + 7.0F;
    const TrackMatch match = matchTracks(track, followed, 10);
    CAPTURE(lag);
    CHECK(match.lag == lag);
    CHECK(match.correlation == Approx(1.0));
    CHECK(match.atZero == (lag == 0 ? Approx(1.0) : Approx(0.0).margin(0.2)));
}

TEST_CASE("TrackCorrelation: opposite tracks give -1, unrelated ones little", "[audio][dsp]")
{
    const auto a = noise(1000, 1);
    auto opposite = a;
    for (float& value : opposite)
        value = 1.0F - value;
    CHECK(correlationAtLag(opposite, a, 0) == Approx(-1.0));
    CHECK(matchTracks(noise(1000, 2), a, 10).correlation < 0.15);
}

TEST_CASE("TrackCorrelation: constant, empty and too short tracks give 0", "[audio][dsp]")
{
    const auto a = noise(20, 1);
    CHECK(correlationAtLag(std::vector<float>(20, 0.3F), a, 0) == 0);
    CHECK(correlationAtLag({}, a, 0) == 0);
    CHECK(correlationAtLag(a, {}, 0) == 0);
    CHECK(correlationAtLag(a, a, 20) == 0);
    CHECK(correlationAtLag(a, a, -25) == 0);
}
