#include "app/train/speech/transmission.h"

#include "app/train/speech/sound_level.h"
#include "app/train/speech/spectrum.h"
#include "app/train/speech/speech_corpus.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace imprint::train {
namespace {

using engine::SeededRandom;

constexpr float kPhoneLowHz = 300;
constexpr float kPhoneHighHz = 3400;
constexpr float kNyquist = kSpeechRate / 2.0F;

float highPass(float hertz, float cornerHz, float order)
{
    return 1 / std::sqrt(1 + std::pow(cornerHz / (hertz + 1), 2 * order));
}

float lowPass(float hertz, float cornerHz, float order)
{
    return 1 / std::sqrt(1 + std::pow(hertz / cornerHz, 2 * order));
}

/// Gains in dB at equal distances from 0 to Nyquist, straight between.
class Equaliser {
public:
    explicit Equaliser(SeededRandom& random)
    {
        for (float& knob : m_knobsDb)
            knob = 4 * random.normal();
    }
    float operator()(float hertz) const
    {
        const float place = hertz / kNyquist * static_cast<float>(m_knobsDb.size() - 1);
        const auto left = std::min(static_cast<std::size_t>(place), m_knobsDb.size() - 2);
        const float share = place - static_cast<float>(left);
        return gainOfDb((1 - share) * m_knobsDb[left] + share * m_knobsDb[left + 1]);
    }

private:
    std::array<float, 6> m_knobsDb{};
};

/// Makes the loudest sample 1, as an encoder's input is.
void makeFullScale(std::vector<float>& samples)
{
    float peak = 0;
    for (const float sample : samples)
        peak = std::max(peak, std::abs(sample));
    if (peak > 0)
        scaleAndClip(samples, 1 / peak);
}

void telephone(std::vector<float>& samples)
{
    samples = shapeSpectrum(samples, kSpeechRate, [](float hertz) {
        return highPass(hertz, kPhoneLowHz, 4) * lowPass(hertz, kPhoneHighHz, 12);
    });
    makeFullScale(samples);
    constexpr float kMu = 255;
    constexpr float kSteps = 127;
    const float scale = std::log1p(kMu);
    for (float& sample : samples) {
        const float coded =
            std::round(kSteps * std::log1p(kMu * std::abs(sample)) / scale) / kSteps;
        sample = std::copysign(std::expm1(coded * scale) / kMu, sample);
    }
}

void limitBand(std::vector<float>& samples, SeededRandom& random)
{
    const float cornerHz = random.uniform(3500, 7500);
    samples = shapeSpectrum(samples, kSpeechRate,
                            [cornerHz](float hertz) { return lowPass(hertz, cornerHz, 12); });
}

void fewBits(std::vector<float>& samples, SeededRandom& random)
{
    limitBand(samples, random);
    makeFullScale(samples);
    const auto steps = static_cast<float>(1 << (5 + random.index(5))); // 6 .. 10 bits with the sign
    for (float& sample : samples)
        sample = std::round(sample * steps) / steps;
}

void fewComponents(std::vector<float>& samples, SeededRandom& random)
{
    limitBand(samples, random);
    samples = dropWeakBins(samples, random.uniform(18, 45));
}

} // namespace

void passRoom(std::vector<float>& samples, SeededRandom& random)
{
    const float reverberationS = random.uniform(0.05F, 0.4F);
    std::vector<float> echoes(static_cast<std::size_t>(reverberationS * kSpeechRate));
    constexpr float kDecay = 6.9F; // 60 dB over the length
    for (std::size_t i = 0; i < echoes.size(); ++i)
        echoes[i] = random.normal() *
                    std::exp(-kDecay * static_cast<float>(i) / static_cast<float>(echoes.size()));
    const float length = rmsOf(echoes) * std::sqrt(static_cast<float>(echoes.size()));
    scaleAndClip(echoes, random.uniform(0.1F, 0.5F) / length);
    echoes.front() = 1; // the direct sound
    samples = convolve(samples, echoes);
}

void passMicrophone(std::vector<float>& samples, SeededRandom& random)
{
    const Equaliser equaliser(random);
    const float lowHz = random.chance(0.4F) ? random.uniform(0.01F, 0.04F) * kNyquist : 0;
    const float highHz = random.chance(0.3F) ? random.uniform(0.4F, 0.9F) * kNyquist : 0;
    samples = shapeSpectrum(samples, kSpeechRate, [&](float hertz) {
        float gain = equaliser(hertz);
        if (lowHz > 0)
            gain *= highPass(hertz, lowHz, 4);
        if (highHz > 0)
            gain *= lowPass(hertz, highHz, 8);
        return gain;
    });
}

void passCodec(std::vector<float>& samples, SeededRandom& random)
{
    switch (random.index(3)) {
    case 0: return telephone(samples);
    case 1: return fewBits(samples, random);
    default: return fewComponents(samples, random);
    }
}

} // namespace imprint::train
