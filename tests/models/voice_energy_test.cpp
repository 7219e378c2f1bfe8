#include "engine/models/pocket/voice_energy.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace imprint::engine;

namespace {

constexpr std::size_t kFrame = 640;

/// Energies of a track whose frames have the given loudness (amplitude of white noise), in order.
std::vector<float> energiesOf(const std::vector<float>& amplitudes)
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> noise(-1, 1);
    VoiceEnergy energy;
    std::vector<float> result;
    for (const float amplitude : amplitudes) {
        std::vector<float> samples(kFrame);
        std::generate(samples.begin(), samples.end(), [&] { return amplitude * noise(random); });
        if (const auto value = energy.next(samples))
            result.push_back(*value);
    }
    return result;
}

/// Words and pauses of ten frames each.
std::vector<float> speech(float loud, float quiet)
{
    std::vector<float> amplitudes;
    for (int frame = 0; frame < 200; ++frame)
        amplitudes.push_back(frame / 10 % 2 == 0 ? loud : quiet);
    return amplitudes;
}

} // namespace

TEST_CASE("VoiceEnergy: answers two frames late, then for every frame", "[models][pocket]")
{
    VoiceEnergy energy;
    const std::vector<float> frame(kFrame, 0.1F);
    CHECK_FALSE(energy.next(frame).has_value());
    CHECK_FALSE(energy.next(frame).has_value());
    for (int i = 0; i < 5; ++i)
        CHECK(energy.next(frame).has_value());
}

TEST_CASE("VoiceEnergy: stays between 0 and 1 for any sound", "[models][pocket]")
{
    std::mt19937 random(2);
    std::uniform_real_distribution<float> exponent(-9, 0.5F);
    std::vector<float> amplitudes(500);
    std::generate(amplitudes.begin(), amplitudes.end(),
                  [&] { return std::pow(10.0F, exponent(random)); });
    for (const float energy : energiesOf(amplitudes)) {
        REQUIRE(energy >= 0);
        REQUIRE(energy <= 1);
    }
}

TEST_CASE("VoiceEnergy: silence is zero", "[models][pocket]")
{
    for (const float energy : energiesOf(std::vector<float>(50, 0.0F)))
        REQUIRE(energy == 0);
    const std::vector<float> hiss(50, 1e-5F); // below -70 dB nothing is a voice
    for (const float energy : energiesOf(hiss))
        REQUIRE(energy == 0);
}

TEST_CASE("VoiceEnergy: louder parts of a voice have more", "[models][pocket]")
{
    const auto energies = energiesOf(speech(0.3F, 0.03F)); // 20 dB apart
    for (std::size_t word = 40; word + 20 < energies.size(); word += 20) {
        const float loud = energies[word + 5];
        const float quiet = energies[word + 15];
        REQUIRE(loud > 0.9F);
        REQUIRE(loud - quiet == Approx(20.0 / 30).margin(0.06));
    }
}

TEST_CASE("VoiceEnergy: is relative to the voice's own level", "[models][pocket]")
{
    const auto near = energiesOf(speech(0.3F, 0.03F));
    const auto far = energiesOf(speech(0.03F, 0.003F));
    for (std::size_t i = 20; i < near.size(); ++i)
        REQUIRE(near[i] == Approx(far[i]).margin(0.06));
}

TEST_CASE("VoiceEnergy: a sudden word rises and falls over five frames", "[models][pocket]")
{
    std::vector<float> amplitudes(30, 0.0F);
    amplitudes[10] = 0.3F;
    const auto energies = energiesOf(amplitudes);
    const float full = energies[10] / 0.4F;
    CHECK(full > 0.9F);
    const float shares[] = {0.1F, 0.2F, 0.4F, 0.2F, 0.1F};
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(energies[8 + i] == Approx(shares[i] * full).margin(1e-5));
    CHECK(energies[7] == 0);
    CHECK(energies[13] == 0);
}
