#include "audio/dsp/loudness_envelope.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace imprint::audio;

namespace {

constexpr int kFps = 25;
constexpr std::size_t kFrameSamples = 640;

/// A tone with the given amplitude in each video frame.
std::vector<float> toneWithLevels(const std::vector<float>& amplitudes)
{
    std::vector<float> samples;
    for (const float amplitude : amplitudes)
        for (std::size_t i = 0; i < kFrameSamples; ++i)
            samples.push_back(amplitude *
                              static_cast<float>(std::sin(2 * std::numbers::pi * 1000 *
                                                          static_cast<double>(i) / 16000)));
    return samples;
}

} // namespace

TEST_CASE("LoudnessEnvelope: loud is 1, 15 dB less a half, 30 dB less and silence 0",
          "[audio][dsp]")
{
    std::vector<float> levels(40, 0.5F);
    std::fill_n(levels.begin() + 10, 10, 0.5F * std::pow(10.0F, -15.0F / 20));
    std::fill_n(levels.begin() + 20, 10, 0.5F * std::pow(10.0F, -35.0F / 20));
    std::fill_n(levels.begin() + 30, 5, 0.0F);
    const auto envelope = loudnessEnvelope(toneWithLevels(levels), kFps);
    REQUIRE(envelope.size() == 40);
    CHECK(envelope[5] == Approx(1.0).margin(0.01));
    CHECK(envelope[15] == Approx(0.5).margin(0.01));
    CHECK(envelope[25] == Approx(0.0).margin(0.01));
    CHECK(envelope[32] == Approx(0.0).margin(0.01));
}

TEST_CASE("LoudnessEnvelope: how loud the whole recording is does not matter", "[audio][dsp]")
{
    std::vector<float> levels;
    for (int i = 0; i < 50; ++i)
        levels.push_back(0.9F / static_cast<float>(1 + i % 7));
    const auto loud = loudnessEnvelope(toneWithLevels(levels), kFps);
    for (float& level : levels)
        level *= 0.02F;
    const auto quiet = loudnessEnvelope(toneWithLevels(levels), kFps);
    for (std::size_t i = 0; i < loud.size(); ++i)
        REQUIRE(quiet[i] == Approx(loud[i]).margin(0.001));
}

TEST_CASE("LoudnessEnvelope: one click is spread over five frames around its own", "[audio][dsp]")
{
    std::vector<float> levels(21, 0.0F);
    levels[10] = 0.5F;
    levels[20] = 0.5F; // two of 21 frames, so that the loud level is theirs
    const auto envelope = loudnessEnvelope(toneWithLevels(levels), kFps);
    const std::vector<double> expected = {0, 0.1, 0.2, 0.4, 0.2, 0.1, 0};
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(envelope[7 + i] == Approx(expected[i]).margin(0.001));
}

TEST_CASE("LoudnessEnvelope: a cut last frame counts, no sound gives nothing, silence zeros",
          "[audio][dsp]")
{
    CHECK(loudnessEnvelope(std::vector<float>(kFrameSamples * 3 + 1), kFps) ==
          std::vector<float>(4, 0.0F));
    CHECK(loudnessEnvelope({}, kFps).empty());
}
