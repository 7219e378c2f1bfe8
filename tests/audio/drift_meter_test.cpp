#include "audio/realtime/drift_meter.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <cmath>
#include <random>

using namespace imprint::audio;
using namespace std::chrono_literals;

namespace {

/// What is seen of a device that delivers in bursts, late by chance and now and then by a lot, from `from` to `to` seconds.
void watch(DriftMeter& meter, double ppm, double from, double to)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> late(0, 0.03);
    std::int64_t counted = 0;
    for (double at = from; at < to; at += 0.0213) {
        const bool stalled = std::fmod(at, 7) < 0.3;
        const double heard = at - (stalled ? std::fmod(at, 7) : late(random));
        const auto samples = static_cast<std::int64_t>(heard * 48000 * (1 + ppm * 1e-6));
        counted = std::max(counted, samples / 1024 * 1024);
        meter.observe(std::chrono::nanoseconds(static_cast<std::int64_t>(at * 1e9)), counted);
    }
}

} // namespace

TEST_CASE("DriftMeter: it finds the difference among late bursts and stalls", "[audio][drift]")
{
    const double ppm = GENERATE(-180.0, 0.0, 35.0, 180.0);
    CAPTURE(ppm);
    DriftMeter meter(48000);
    watch(meter, ppm, 1, 121);
    REQUIRE(meter.ppm());
    CHECK(*meter.ppm() == Approx(ppm).margin(25));
}

TEST_CASE("DriftMeter: it says nothing before ten seconds", "[audio][drift]")
{
    DriftMeter meter(48000);
    watch(meter, 100, 1, 10.5);
    CHECK_FALSE(meter.ppm());
    watch(meter, 100, 10.5, 14);
    CHECK(meter.ppm());
}
