#include "app/train/speech/mouth_curves.h"
#include "app/train/speech/mouth_script.h"

#include "tests/support/torch_test.h"

#include <algorithm>
#include <cmath>

using namespace imprint::train;

namespace {

constexpr int kRate = 22050;

/// Sound at 0.5 everywhere but in [beginS, endS).
LabelledSound soundWithGap(double beginS, double endS)
{
    LabelledSound sound{.samples = std::vector<float>(kRate, 0.5F), .sampleRate = kRate};
    std::fill(sound.samples.begin() + std::lround(beginS * kRate),
              sound.samples.begin() + std::lround(endS * kRate), 0.0F);
    return sound;
}

} // namespace

TEST_CASE("espeakScript: the silent gap before p belongs to the p, and the lips close in it",
          "[train][speech]")
{
    LabelledSound sound = soundWithGap(0.43, 0.5);
    sound.phonemes = {{"a", 0.2, 0.5}, {"p", 0.5, 0.53}, {"a", 0.53, 0.8}, {"_:", 0.8, 1.0}};
    const MouthScript script = espeakScript(sound);
    REQUIRE(script.closures.size() == 1);
    CHECK(script.closures[0].beginS == Approx(0.43).margin(0.001));
    CHECK(script.closures[0].endS == Approx(0.5));
    CHECK(script.visemes[0].endS == Approx(0.43).margin(0.001));
    CHECK(script.visemes[1].viseme == Viseme::LipsClosed);
    CHECK(script.visemes[1].beginS == Approx(0.43).margin(0.001));
    const auto mouth = mouthCurves(script, 100);
    for (std::size_t j = 43; j < 50; ++j)
        CHECK(mouth[j].open < 0.05F);
    CHECK(mouth[35].open > 0.7F);
    CHECK(mouth[62].open > 0.6F);
}

TEST_CASE("espeakScript: m and b are closed until the lips part", "[train][speech]")
{
    LabelledSound sound = soundWithGap(0, 0);
    sound.phonemes = {{"m", 0.1, 0.2}, {"a", 0.2, 0.5}, {"b", 0.5, 0.6}, {"i:", 0.6, 0.8}};
    const MouthScript script = espeakScript(sound);
    REQUIRE(script.closures.size() == 2);
    CHECK(script.closures[0].beginS == Approx(0.1));
    CHECK(script.closures[0].endS == Approx(0.18));
    CHECK(script.closures[1].beginS == Approx(0.5));
    CHECK(script.closures[1].endS > 0.53);
    CHECK(script.closures[1].endS < 0.58);
}

TEST_CASE("espeakScript: after a pause the lips close shortly before the burst", "[train][speech]")
{
    LabelledSound sound = soundWithGap(0.1, 0.7);
    sound.phonemes = {{"a", 0.0, 0.1}, {"_:", 0.1, 0.7}, {"p", 0.7, 0.73}, {"a", 0.73, 1.0}};
    const MouthScript script = espeakScript(sound);
    REQUIRE(script.closures.size() == 1);
    CHECK(script.closures[0].endS - script.closures[0].beginS == Approx(0.12).margin(0.001));
}

TEST_CASE("espeakScript: language switches and zero-length phonemes drop out", "[train][speech]")
{
    LabelledSound sound = soundWithGap(0, 0);
    sound.phonemes = {
        {"a", 0.1, 0.3}, {"(en)", 0.3, 0.31}, {"_|", 0.31, 0.31}, {"s", 0.31, 0.4}, {"", 0.4, 0.5}};
    const MouthScript script = espeakScript(sound);
    REQUIRE(script.visemes.size() == 3);
    CHECK(script.visemes[0].endS == Approx(0.31));
    CHECK(script.visemes[1].viseme == Viseme::Alveolar);
    CHECK(script.visemes[2].viseme == Viseme::Silence);
}
