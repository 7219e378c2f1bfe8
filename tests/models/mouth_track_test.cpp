#include "engine/models/pocket/mouth_track.h"
#include "engine/models/puppet/seeded_random.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace imprint::engine;

namespace {

constexpr int kFps = 25;
using ReadOut = std::array<float, MouthTrack::kReadOut>;

/// Somebody who speaks with these shapes.
ReadOut speaking(const MouthPose& mouth)
{
    return {mouth.open, mouth.wide, mouth.round, mouth.teeth, mouth.tongue, mouth.press, 0.8F, 1};
}

/// The read-out of silence: about nothing, with the noise of an estimate.
ReadOut silent(SeededRandom& random)
{
    ReadOut readOut{};
    for (float& value : readOut)
        value = 0.03F * random.normal();
    return readOut;
}

double deviation(const std::vector<float>& values)
{
    double sum = 0;
    double squares = 0;
    for (const float value : values) {
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const double mean = sum / static_cast<double>(values.size());
    return std::sqrt(squares / static_cast<double>(values.size()) - mean * mean);
}

} // namespace

TEST_CASE("MouthTrack: a mouth that opens wide is seen open in the same frame", "[models][mouth]")
{
    MouthTrack track(kFps);
    for (int frame = 0; frame < 5; ++frame)
        track.next(speaking({}));
    CHECK(track.next(speaking({.open = 0.8F})).open > 0.5F);
    CHECK(track.next(speaking({.open = 0.8F})).open > 0.7F);
}

TEST_CASE("MouthTrack: pressed lips shut the mouth, whatever else is heard", "[models][mouth]")
{
    MouthTrack track(kFps);
    for (int frame = 0; frame < 5; ++frame)
        CHECK(track.next(speaking({.open = 0.7F})).open > 0.3F);
    track.next(speaking({.open = 0.4F, .press = 0.9F}));
    const MouthPose closed = track.next(speaking({.open = 0.4F, .press = 0.9F}));
    CHECK(closed.open < 0.08F);
    CHECK(closed.press > 0.5F);
}

TEST_CASE("MouthTrack: in silence the mouth is shut and does not tremble", "[models][mouth]")
{
    MouthTrack track(kFps);
    SeededRandom random(3, "noise");
    for (int frame = 0; frame < 10; ++frame)
        track.next(speaking({.open = 0.7F, .wide = 0.5F}));
    for (int frame = 0; frame < 15; ++frame)
        track.next(silent(random)); // 0.6 s
    std::vector<float> open;
    std::vector<float> wide;
    for (int frame = 0; frame < 200; ++frame) {
        const MouthPose mouth = track.next(silent(random));
        open.push_back(mouth.open);
        wide.push_back(mouth.wide);
        CHECK(mouth.open < 0.02F);
    }
    CHECK(deviation(open) < 0.003);
    CHECK(deviation(wide) < 0.005);
}

TEST_CASE("MouthTrack: noise on a held vowel is calmed, its height kept", "[models][mouth]")
{
    MouthTrack track(kFps);
    SeededRandom random(4, "noise");
    std::vector<float> heard;
    std::vector<float> shown;
    for (int frame = 0; frame < 300; ++frame) {
        const float open = 0.6F + 0.03F * random.normal();
        const float now = track.next(speaking({.open = open})).open;
        if (frame < 20)
            continue;
        heard.push_back(open);
        shown.push_back(now);
        CHECK(now > 0.55F);
        CHECK(now < 0.8F);
    }
    CHECK(deviation(shown) < 0.9 * deviation(heard));
}

TEST_CASE("MouthTrack: values stay in the range of a mouth for any read-out", "[models][mouth]")
{
    MouthTrack track(kFps);
    SeededRandom random(5, "wild");
    for (int frame = 0; frame < 500; ++frame) {
        ReadOut readOut{};
        for (float& value : readOut)
            value = 3.0F * random.normal();
        const MouthPose mouth = track.next(readOut);
        for (const float value :
             {mouth.open, mouth.round, mouth.teeth, mouth.tongue, mouth.press}) {
            REQUIRE(value >= 0);
            REQUIRE(value <= 1);
        }
        REQUIRE(mouth.wide >= -0.3F);
        REQUIRE(mouth.wide <= 1);
    }
}
