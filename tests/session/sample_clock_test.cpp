#include "app/session/sample_clock.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace imprint::app;
using Ms = std::chrono::duration<double, std::milli>;

namespace {

constexpr int kRate = 48000;
constexpr int kPiece = 480;

SteadyTime at(double ms)
{
    return SteadyTime{} + std::chrono::hours(1) +
           std::chrono::duration_cast<SteadyTime::duration>(Ms(ms));
}

double msOf(SteadyTime time)
{
    return Ms(time - at(0)).count();
}

} // namespace

TEST_CASE("SampleClock: finds the line under late arrivals and follows a drifting device",
          "[session]")
{
    const double ppm = GENERATE(-200.0, 0.0, 200.0);
    std::mt19937 random(7);
    std::exponential_distribution<double> late(1 / 8.0); // ms
    SampleClock clock(kRate);
    SteadyTime last{};
    for (int piece = 1; piece <= 60'000; ++piece) { // ten minutes
        const double real = piece * 10.0 / (1 + ppm * 1e-6);
        clock.observe(std::int64_t{piece} * kPiece, at(real + late(random)));
        const SteadyTime told = clock.timeOf(std::int64_t{piece} * kPiece);
        if (piece > 100) {
            CHECK(std::abs(msOf(told) - real) < 4);
            // Paced by it, one piece follows the other after 10 ms and next to nothing.
            CHECK(std::abs(Ms(told - last).count() - 10) < 0.3);
        }
        last = told;
    }
}

TEST_CASE(
    "SampleClock: what waited before anybody listened comes at once and does not move the line",
    "[session]")
{
    SampleClock clock(kRate);
    for (int piece = 1; piece <= 30; ++piece)
        clock.observe(std::int64_t{piece} * kPiece, at(300 + 0.01 * piece));
    for (int piece = 31; piece <= 40; ++piece)
        clock.observe(std::int64_t{piece} * kPiece, at(10.0 * piece));
    CHECK(msOf(clock.timeOf(40 * kPiece)) == Approx(400).margin(0.5));
}

TEST_CASE("SampleClock: a stall makes nothing later", "[session]")
{
    SampleClock clock(kRate);
    for (int piece = 1; piece <= 100; ++piece)
        clock.observe(std::int64_t{piece} * kPiece, at(10.0 * piece));
    for (int piece = 101; piece <= 150; ++piece) // half a second comes in one go
        clock.observe(std::int64_t{piece} * kPiece, at(1500));
    CHECK(msOf(clock.timeOf(150 * kPiece)) == Approx(1500).margin(1));
}
