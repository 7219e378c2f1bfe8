#include "app/train/speech/utterance_maker.h"

#include "tests/support/torch_test.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace imprint::train;

namespace {

/// Half a second of a tone from 0.2 s on, at 22050 Hz.
LabelledSound toneSound(float amplitude)
{
    LabelledSound sound{.samples = std::vector<float>(22050, 0.0F), .sampleRate = 22050};
    for (std::size_t i = 4410; i < 4410 + 11025; ++i)
        sound.samples[i] = amplitude * std::sin(0.1F * static_cast<float>(i));
    return sound;
}

const MouthScript kVowel = {
    .visemes = {{Viseme::Silence, 0, 0.2}, {Viseme::OpenBack, 0.2, 0.7}, {Viseme::Silence, 0.7, 1}},
    .closures = {}};

} // namespace

TEST_CASE("makeUtterance: sound lies between margins, the mouth with it, at one level",
          "[train][speech]")
{
    const auto loud = makeUtterance(toneSound(0.8F), kVowel, "test");
    const auto soft = makeUtterance(toneSound(0.02F), kVowel, "test");
    REQUIRE(loud.has_value());
    REQUIRE(soft.has_value());
    CHECK(loud->samples.size() == 160 * loud->mouth.size());
    CHECK(loud->mouth.size() >= 110);
    CHECK(loud->mouth.size() <= 113);
    for (std::size_t i = 0; i < 4700; ++i)
        REQUIRE(loud->samples[i] == 0);
    CHECK(loud->mouth[55].open > 0.85F);
    CHECK(loud->mouth[1].open < 0.05F);
    CHECK(loud->mouth.back().open < 0.05F);
    int peakLoud = 0;
    int peakSoft = 0;
    for (std::size_t i = 0; i < loud->samples.size(); ++i) {
        peakLoud = std::max(peakLoud, std::abs(int{loud->samples[i]}));
        peakSoft = std::max(peakSoft, std::abs(int{soft->samples[i]}));
    }
    CHECK(peakLoud == Approx(4634).epsilon(0.05)); // 0.1 RMS
    CHECK(peakSoft == Approx(peakLoud).epsilon(0.02));
}

TEST_CASE("makeUtterance: silence, a click and a sound without phonemes are no utterances",
          "[train][speech]")
{
    CHECK_FALSE(makeUtterance({.samples = std::vector<float>(22050, 0.0F), .sampleRate = 22050},
                              kVowel, "test")
                    .has_value());
    LabelledSound click{.samples = std::vector<float>(22050, 0.0F), .sampleRate = 22050};
    click.samples[9000] = 1;
    CHECK_FALSE(makeUtterance(click, kVowel, "test").has_value());
    CHECK_FALSE(makeUtterance(toneSound(0.5F), {}, "test").has_value());
}
