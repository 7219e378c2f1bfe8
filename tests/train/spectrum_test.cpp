#include "app/train/speech/spectrum.h"

#include "app/train/speech/sound_level.h"
#include "tests/support/torch_test.h"

#include <algorithm>
#include <cmath>

using namespace imprint::train;

namespace {

std::vector<float> tone(float hertz, int rate, std::size_t count)
{
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] =
            std::sin(6.2831853F * hertz * static_cast<float>(i) / static_cast<float>(rate));
    return samples;
}

/// RMS of the middle half, where edges do not count.
float middleLevel(const std::vector<float>& samples)
{
    return rmsOf(std::span(samples).subspan(samples.size() / 4, samples.size() / 2));
}

} // namespace

TEST_CASE("resample: a tone keeps its pitch, level and place in time", "[train][speech]")
{
    const int from = GENERATE(22050, 17300, 14400, 8000);
    CAPTURE(from);
    const auto count = static_cast<std::size_t>(from);
    const auto made = resample(tone(440, from, count), from, 16000);
    REQUIRE(made.size() == 16000);
    const auto wanted = tone(440, 16000, made.size());
    for (std::size_t i = 4000; i < 12000; ++i)
        REQUIRE(made[i] == Approx(wanted[i]).margin(2e-3));
}

TEST_CASE("resample: what lies above the new band is gone, not folded back", "[train][speech]")
{
    CHECK(middleLevel(resample(tone(9500, 22050, 22050), 22050, 16000)) < 1e-3F);
    CHECK(middleLevel(resample(tone(6500, 22050, 22050), 22050, 16000)) > 0.7F);
}

TEST_CASE("resample: a click stays where it was", "[train][speech]")
{
    std::vector<float> click(22050, 0.0F);
    click[11025] = 1;
    const auto made = resample(click, 22050, 16000);
    CHECK(std::max_element(made.begin(), made.end()) - made.begin() == 8000);
}

TEST_CASE("shapeSpectrum: weakens what it is told to, at the same time", "[train][speech]")
{
    const auto low = tone(300, 16000, 16000);
    const auto cut = [](float hertz) { return hertz < 1000 ? 0.5F : 0.0F; };
    const auto made = shapeSpectrum(low, 16000, cut);
    REQUIRE(made.size() == low.size());
    for (std::size_t i = 4000; i < 12000; ++i)
        REQUIRE(made[i] == Approx(0.5F * low[i]).margin(2e-3));
    CHECK(middleLevel(shapeSpectrum(tone(3000, 16000, 16000), 16000, cut)) < 1e-3F);
}

TEST_CASE("convolve: is causal and keeps the length", "[train][speech]")
{
    std::vector<float> click(100, 0.0F);
    click[10] = 1;
    const std::vector<float> kernel = {1, 0, 0.5F};
    const auto made = convolve(click, kernel);
    REQUIRE(made.size() == 100);
    CHECK(made[9] == Approx(0).margin(1e-5));
    CHECK(made[10] == Approx(1));
    CHECK(made[12] == Approx(0.5));
    CHECK(made[13] == Approx(0).margin(1e-5));
}

TEST_CASE("dropWeakBins: keeps the strong tone, drops the weak one", "[train][speech]")
{
    auto both = tone(1000, 16000, 16000);
    const auto weak = tone(3000, 16000, 16000);
    for (std::size_t i = 0; i < both.size(); ++i)
        both[i] += 0.01F * weak[i];
    const auto strong = tone(1000, 16000, 16000);
    const auto made = dropWeakBins(both, 30);
    REQUIRE(made.size() == both.size());
    for (std::size_t i = 4000; i < 12000; ++i)
        REQUIRE(made[i] == Approx(strong[i]).margin(0.03));
    const auto above = [](float hertz) { return hertz > 2000 ? 1.0F : 0.0F; };
    CHECK(middleLevel(shapeSpectrum(both, 16000, above)) > 5e-3F);
    CHECK(middleLevel(shapeSpectrum(made, 16000, above)) < 5e-4F);
    for (std::size_t i = 0; i < both.size(); ++i)
        REQUIRE(std::isfinite(made[i]));
}
