#include "app/train/speech/mouth_curves.h"

#include "tests/support/torch_test.h"

#include <algorithm>
#include <cmath>

using namespace imprint::train;
using imprint::engine::MouthPose;

namespace {

/// Silence, then each viseme for its time, then silence; 1.2 s or longer.
MouthScript scriptOf(const std::vector<std::pair<Viseme, double>>& sounds)
{
    MouthScript script;
    double nowS = 0.4;
    script.visemes.push_back({Viseme::Silence, 0, nowS});
    for (const auto& [viseme, lengthS] : sounds) {
        script.visemes.push_back({viseme, nowS, nowS + lengthS});
        if (viseme == Viseme::LipsClosed)
            script.closures.push_back({nowS, nowS + lengthS});
        nowS += lengthS;
    }
    script.visemes.push_back({Viseme::Silence, nowS, nowS + 0.5});
    return script;
}

const MouthPose& poseAt(const std::vector<MouthPose>& mouth, double timeS)
{
    return mouth[static_cast<std::size_t>(timeS * kMouthRate)];
}

} // namespace

TEST_CASE("mouthCurves: a long open vowel opens wide", "[train][speech]")
{
    const auto mouth = mouthCurves(scriptOf({{Viseme::OpenBack, 0.3}}), 120);
    CHECK(poseAt(mouth, 0.55).open > 0.85F);
    CHECK(poseAt(mouth, 0.55).press < 0.05F);
}

TEST_CASE("mouthCurves: silence closes and rests the mouth", "[train][speech]")
{
    const auto mouth = mouthCurves(scriptOf({{Viseme::OpenBack, 0.3}}), 120);
    for (const double timeS : {0.005, 0.02, 1.17, 1.195}) {
        CHECK(poseAt(mouth, timeS).open < 0.04F);
        CHECK(std::abs(poseAt(mouth, timeS).wide) < 0.04F);
        CHECK(poseAt(mouth, timeS).press < 0.04F);
    }
    CHECK(poseAt(mouth, 0.36).open > 0.2F); // and gets ready before the sound
    for (const MouthPose& pose : mouthCurves({}, 20))
        REQUIRE(pose.open == 0);
}

TEST_CASE("mouthCurves: lips are in contact for the whole closure", "[train][speech]")
{
    const double closureS = GENERATE(0.04, 0.06, 0.1);
    CAPTURE(closureS);
    const auto mouth = mouthCurves(
        scriptOf(
            {{Viseme::OpenBack, 0.25}, {Viseme::LipsClosed, closureS}, {Viseme::OpenBack, 0.25}}),
        150);
    for (double timeS = 0.655; timeS < 0.65 + closureS; timeS += 0.01) {
        CAPTURE(timeS);
        REQUIRE(poseAt(mouth, timeS).open < 0.05F);
        REQUIRE(poseAt(mouth, timeS).press > 0.95F);
    }
    CHECK(poseAt(mouth, 0.55).open > 0.7F);
    CHECK(poseAt(mouth, 0.65 + closureS + 0.1).open > 0.7F);
}

TEST_CASE("mouthCurves: a video at 25 fps shows even the shortest closure", "[train][speech]")
{
    for (int shift = 0; shift < 8; ++shift) {
        const double startS = 0.005 * shift;
        const auto mouth = mouthCurves(scriptOf({{Viseme::OpenBack, 0.25 + startS},
                                                 {Viseme::LipsClosed, 0.012},
                                                 {Viseme::OpenBack, 0.25}}),
                                       150);
        float least = 1;
        for (std::size_t frame = 14; frame < 20; ++frame) // frame middles between 0.58 and 0.78 s
            least = std::min(least, (mouth[4 * frame + 1].open + mouth[4 * frame + 2].open) / 2);
        CAPTURE(shift);
        CHECK(least < 0.08F);
    }
}

TEST_CASE("mouthCurves: co-articulation is smooth and leans towards neighbours", "[train][speech]")
{
    const auto mouth = mouthCurves(scriptOf({{Viseme::CloseFront, 0.12},
                                             {Viseme::Alveolar, 0.07},
                                             {Viseme::CloseRound, 0.15},
                                             {Viseme::Throat, 0.06},
                                             {Viseme::OpenFront, 0.12}}),
                                   150);
    for (std::size_t j = 1; j < mouth.size(); ++j) {
        CAPTURE(j);
        REQUIRE(std::abs(mouth[j].open - mouth[j - 1].open) < 0.12F);
        REQUIRE(std::abs(mouth[j].wide - mouth[j - 1].wide) < 0.16F);
        REQUIRE(std::abs(mouth[j].round - mouth[j - 1].round) < 0.16F);
    }
    // The t between "ee" and "oo" is spread at its start and rounded at its end.
    CHECK(poseAt(mouth, 0.525).wide > poseAt(mouth, 0.585).wide + 0.2F);
    CHECK(poseAt(mouth, 0.585).round > poseAt(mouth, 0.525).round + 0.2F);
}
