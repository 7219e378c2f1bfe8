#include "app/outputs/frame_pacer.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <vector>

using imprint::app::FramePacer;
using Milliseconds = std::chrono::duration<double, std::milli>;

namespace {

constexpr std::chrono::milliseconds kInterval{40};
constexpr std::chrono::milliseconds kDelay{35};

FramePacer::Time at(double milliseconds)
{
    return FramePacer::Time() +
           std::chrono::duration_cast<FramePacer::Duration>(Milliseconds(milliseconds));
}

double ms(FramePacer::Time time)
{
    return Milliseconds(time.time_since_epoch()).count();
}

} // namespace

TEST_CASE("FramePacer: late and early pictures leave evenly, none before it came, none repeated",
          "[camera]")
{
    std::mt19937 random(5);
    std::uniform_real_distribution<double> late(0, 30);
    const double clockError = GENERATE(1.0, 1.001, 0.999);
    FramePacer pacer(kInterval);
    double last = -1;
    double widest = 0;
    for (int index = 0; index < 2000; ++index) {
        const double came = 1000 + index * 40 * clockError + late(random);
        if (const auto repeat = pacer.repeatTime())
            REQUIRE(came < ms(*repeat)); // it is here before the last one would be shown again
        const double leaves = ms(pacer.leaveTime(at(came), kDelay));
        REQUIRE(leaves >= came);
        if (last > 0)
            widest = std::max(widest, std::abs(leaves - last - 40));
        last = leaves;
    }
    REQUIRE(widest < 8); // of 30 that they came apart
    REQUIRE(last == Approx(1000 + 1999 * 40 * clockError + 15 + 35).margin(15));
}

TEST_CASE(
    "FramePacer: a session that stalls is bridged in the rhythm, and caught up with twice the rate",
    "[camera]")
{
    FramePacer pacer(kInterval);
    const double first = ms(pacer.leaveTime(at(1000), kDelay));
    REQUIRE(first == Approx(1035));
    REQUIRE(ms(*pacer.repeatTime()) == Approx(first + 60));
    pacer.repeated();
    REQUIRE(ms(*pacer.repeatTime()) == Approx(first + 100));
    pacer.repeated();
    double last = first + 100;
    // Four at once: each is shown, at least half an interval apart.
    for (int index = 0; index < 4; ++index) {
        const double leaves = ms(pacer.leaveTime(at(last + 1), kDelay));
        REQUIRE(leaves >= last + 20 - 1e-6);
        REQUIRE(leaves <= last + 70 + 1e-6);
        last = leaves;
    }
}

TEST_CASE("FramePacer: a longer delay is reached without a repetition", "[camera]")
{
    FramePacer pacer(kInterval);
    double leaves = 0;
    for (int index = 0; index < 100; ++index) {
        const double came = 1000 + index * 40;
        if (const auto repeat = pacer.repeatTime())
            REQUIRE(came < ms(*repeat));
        leaves = ms(pacer.leaveTime(at(came), index < 20 ? kDelay : kDelay + kInterval));
    }
    REQUIRE(leaves == Approx(1000 + 99 * 40 + 75).margin(0.5));
}

TEST_CASE("FramePacer: before the first picture there is nothing to repeat", "[camera]")
{
    REQUIRE_FALSE(FramePacer(kInterval).repeatTime().has_value());
}
