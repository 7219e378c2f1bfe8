#include "audio/dsp/voice_chain.h"

#include "audio/realtime/live_source.h"
#include "tests/support/signals.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

using namespace imprint;
using namespace imprint::audio;

namespace {

std::vector<float> run(VoiceChain& chain, const std::vector<float>& sound)
{
    std::vector<float> all;
    for (std::size_t at = 0; at + kLivePieceSamples <= sound.size(); at += kLivePieceSamples) {
        const auto begin = sound.begin() + static_cast<std::ptrdiff_t>(at);
        const auto piece = chain.process({begin, begin + kLivePieceSamples});
        REQUIRE(piece.size() == kLivePieceSamples);
        all.insert(all.end(), piece.begin(), piece.end());
    }
    return all;
}

std::vector<float> sine(double hertz, double amplitude, double seconds)
{
    std::vector<float> sound(static_cast<std::size_t>(seconds * 48000));
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound[i] = static_cast<float>(
            amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 48000));
    return sound;
}

std::vector<float> noise(double amplitude, double seconds)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> value(-amplitude, amplitude);
    std::vector<float> sound(static_cast<std::size_t>(seconds * 48000));
    for (float& sample : sound)
        sample = static_cast<float>(value(random));
    return sound;
}

/// Harmonics of a voice that comes and goes four times a second.
std::vector<float> babble(double amplitude, double seconds)
{
    std::vector<float> sound(static_cast<std::size_t>(seconds * 48000));
    for (std::size_t i = 0; i < sound.size(); ++i) {
        const double t = static_cast<double>(i) / 48000;
        double value = 0;
        for (int harmonic = 1; harmonic <= 20; ++harmonic)
            value += std::sin(2 * std::numbers::pi * 130 * harmonic * t) / harmonic;
        const double syllable = std::max(0.0, std::sin(2 * std::numbers::pi * 4 * t));
        sound[i] = static_cast<float>(amplitude / 2 * syllable * value);
    }
    return sound;
}

double rmsDb(const std::vector<float>& sound, double from, double to)
{
    const auto begin = static_cast<std::size_t>(from * 48000);
    const auto end = static_cast<std::size_t>(to * 48000);
    return measureLevel(std::span(sound).subspan(begin, end - begin)).rmsDb;
}

/// The largest second difference: what a click is made of.
double bend(const std::vector<float>& sound)
{
    double most = 0;
    for (std::size_t i = 2; i < sound.size(); ++i)
        most = std::max(most, std::abs(double{sound[i]} - 2 * double{sound[i - 1]} + sound[i - 2]));
    return most;
}

} // namespace

TEST_CASE("VoiceChain: with everything off nothing is changed, not one bit", "[audio][voice]")
{
    VoiceChain chain;
    const auto sound = noise(0.9, 0.5);
    CHECK(chain.latencySamples() == 0);
    CHECK(run(chain, sound) == sound);
}

TEST_CASE("VoiceChain: the filters delay by what is stated", "[audio][voice]")
{
    VoiceChain chain({.suppressNoise = true, .suppressNoiseDb = 0});
    const auto sound = test::makeChirp(48000, 1, 300, 3000);
    const auto best = test::findLag(sound, run(chain, sound), 600);
    CHECK(best.lag == chain.latencySamples());
    CHECK(best.lag == 480);
    CHECK(best.correlation > 0.99);
}

TEST_CASE("VoiceChain: steady noise is suppressed, a voice in it stays", "[audio][voice]")
{
    auto sound = noise(0.02, 4);
    const auto voice = babble(0.4, 1);
    for (std::size_t i = 0; i < voice.size(); ++i)
        sound[3 * 48000 + i] += voice[i];
    VoiceChain chain({.suppressNoise = true, .suppressNoiseDb = 20});
    const auto heard = run(chain, sound);
    CHECK(rmsDb(heard, 2, 2.9) < rmsDb(sound, 2, 2.9) - 10);
    CHECK(rmsDb(heard, 3.05, 4) > rmsDb(sound, 3.05, 4) - 3);
}

TEST_CASE("VoiceChain: automatic gain lifts a quiet voice and lowers a loud one", "[audio][voice]")
{
    VoiceChain quiet({.automaticGain = true});
    const auto soft = babble(0.02, 10);
    CHECK(rmsDb(run(quiet, soft), 8, 10) > rmsDb(soft, 8, 10) + 6);
    VoiceChain loud({.automaticGain = true, .automaticGainTargetDb = -30});
    const auto hard = babble(0.9, 10);
    CHECK(rmsDb(run(loud, hard), 8, 10) < rmsDb(hard, 8, 10) - 3);
}

TEST_CASE("VoiceChain: speech is told from silence, and its end is noticed", "[audio][voice]")
{
    VoiceChain chain;
    run(chain, std::vector<float>(48000));
    CHECK_FALSE(chain.level().speech);
    run(chain, babble(0.3, 1));
    CHECK(chain.level().speech);
    run(chain, noise(0.0003, 0.7));
    CHECK_FALSE(chain.level().speech);
}

TEST_CASE("VoiceChain: the gate silences what is quiet, opens at once and holds", "[audio][voice]")
{
    VoiceChain chain(
        {.gate = true, .gateThresholdDb = -40, .gateHoldMs = 100, .gateReleaseMs = 50});
    auto sound = sine(400, 0.003, 2); // -50 dB, but loud from 1.0 to 1.2 s
    const auto loud = sine(400, 0.3, 0.2);
    std::copy(loud.begin(), loud.end(), sound.begin() + 48000);
    const auto heard = run(chain, sound);
    CHECK(rmsDb(heard, 0.5, 1) == kSilenceDb);
    CHECK(rmsDb(heard, 1.01, 1.2) == Approx(rmsDb(sound, 1.01, 1.2)).margin(0.01));
    CHECK(rmsDb(heard, 1.21, 1.29) == Approx(rmsDb(sound, 1.21, 1.29)).margin(0.01));
    CHECK(rmsDb(heard, 1.36, 2) == kSilenceDb);
}

TEST_CASE("VoiceChain: gain and mute change without a click", "[audio][voice]")
{
    const auto tone = sine(200, 0.4, 0.1);
    VoiceChain chain;
    auto heard = run(chain, tone);
    const auto append = [&](const VoiceSettings& settings) {
        chain.change(settings);
        const auto more = run(chain, tone); // 20 whole periods: it goes on smoothly
        heard.insert(heard.end(), more.begin(), more.end());
        return more;
    };
    append({.gainDb = 6});
    CHECK(rmsDb(heard, 0.11, 0.2) == Approx(rmsDb(tone, 0, 0.1) + 6).margin(0.1));
    const auto muted = append({.gainDb = 6, .muted = true});
    CHECK(rmsDb(muted, 0.01, 0.1) == kSilenceDb);
    append({});
    CHECK(bend(heard) < 4 * bend(tone));
}

TEST_CASE("VoiceChain: filters are switched without a click", "[audio][voice]")
{
    const auto tone = sine(200, 0.4, 1);
    VoiceChain chain;
    auto heard = run(chain, tone);
    for (const bool on : {true, false}) {
        chain.change({.suppressNoise = on, .suppressNoiseDb = 0});
        const auto more = run(chain, tone);
        heard.insert(heard.end(), more.begin(), more.end());
    }
    CHECK(bend(heard) < 4 * bend(tone));
    CHECK(chain.latencySamples() == 0);
}

TEST_CASE("VoiceChain: settings out of their range are refused and change nothing",
          "[audio][voice]")
{
    VoiceChain chain;
    CHECK_THROWS_WITH(chain.change({.gainDb = 99}), Catch::Contains("gainDb"));
    CHECK_THROWS(VoiceChain({.gateAttackMs = 0}));
    const auto sound = noise(0.5, 0.1);
    CHECK(run(chain, sound) == sound);
}

TEST_CASE("VoiceChain: too loud a gain is cut off and told", "[audio][voice]")
{
    VoiceChain chain({.gainDb = 20});
    const auto heard = run(chain, sine(400, 0.5, 0.1));
    CHECK(*std::max_element(heard.begin(), heard.end()) == 1.0F);
    CHECK(chain.level().clipped);
    run(chain, sine(400, 0.05, 0.1));
    CHECK_FALSE(chain.level().clipped);
}

TEST_CASE("Level meter: a full sine has a peak of 0 and an RMS of -3 dBFS", "[audio][voice]")
{
    const VoiceLevel full = measureLevel(sine(100, 1, 0.1));
    CHECK(full.peakDb == Approx(0).margin(0.01));
    CHECK(full.rmsDb == Approx(-3.01).margin(0.01));
    CHECK(full.clipped);
    const VoiceLevel half = measureLevel(sine(100, 0.5, 0.1));
    CHECK(half.peakDb == Approx(-6.02).margin(0.01));
    CHECK_FALSE(half.clipped);
    CHECK(measureLevel(std::vector<float>(480)).peakDb == kSilenceDb);
    CHECK(measureLevel({}).rmsDb == kSilenceDb);
}
