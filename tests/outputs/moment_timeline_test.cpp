#include "app/outputs/moment_timeline.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace imprint::app;
using Recording = MomentTimeline::Recording;

TEST_CASE("Moment timeline: begins at the first moment, keeps gaps and leaves pauses out", "[live]")
{
    MomentTimeline timeline;
    REQUIRE(!timeline.placeOf(98, Recording::Paused));
    REQUIRE(timeline.placeOf(100, Recording::Runs) == 0);
    REQUIRE(timeline.placeOf(101, Recording::Runs) == 1);
    REQUIRE(timeline.placeOf(105, Recording::Runs) == 5); // three were lost
    REQUIRE(!timeline.placeOf(106, Recording::Paused));
    REQUIRE(
        !timeline.placeOf(110, Recording::Paused)); // whatever was lost in a pause belongs to it
    REQUIRE(timeline.placeOf(111, Recording::Runs) == 6);
    REQUIRE(!timeline.placeOf(111, Recording::Runs)); // twice
    REQUIRE(!timeline.placeOf(50, Recording::Runs));
    REQUIRE(timeline.placeOf(112, Recording::Runs) == 7);
}

TEST_CASE("Moment sound: always reaches the end of its moment, whatever came", "[live]")
{
    const int rate = GENERATE(24, 25, 30, 7); // 7: moments that are no whole number of samples
    MomentSound sound(rate);
    std::vector<float> written;
    const auto write = [&](std::span<const float> samples) {
        written.insert(written.end(), samples.begin(), samples.end());
    };
    std::int64_t given = 0;
    for (const std::int64_t place :
         {0, 1, 5, 6, 200, 201}) { // 194 moments are longer than a second
        const std::int64_t start = place * kLiveSampleRate / rate;
        const std::int64_t end = (place + 1) * kLiveSampleRate / rate;
        const std::int64_t samples = place == 6     ? 0
                                     : place == 201 ? 100             // too few
                                     : place == 5   ? end - start + 7 // too many
                                                    : end - start;
        sound.writeUpTo(place, std::vector<float>(static_cast<std::size_t>(samples), 1.0F), write);
        given += std::min(samples, end - start);
        CAPTURE(rate, place);
        REQUIRE(std::ssize(written) == end);
        if (samples > 0)
            REQUIRE(written[static_cast<std::size_t>(start)] == 1.0F);
    }
    REQUIRE(sound.filled() == std::ssize(written) - given);
    REQUIRE(std::count(written.begin(), written.end(), 0.0F) == sound.filled());
}
