#include "app/train/speech/background_sound.h"

#include "app/train/speech/spectrum.h"
#include "app/train/speech/speech_track.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace imprint::train {
namespace {

using engine::SeededRandom;

constexpr float kLowestHz = 20; // below, coloured noise falls no further

std::vector<float> whiteNoise(std::size_t count, SeededRandom& random)
{
    std::vector<float> noise(count);
    std::generate(noise.begin(), noise.end(), [&] { return random.normal(); });
    return noise;
}

/// A tone whose overtones get softer by `dullness` and which fades away, added from `begin` on.
struct Tone {
    std::size_t begin;
    float hertz;
    float fadeS;
    float dullness;
};

void addTone(std::vector<float>& sound, const Tone& tone)
{
    constexpr float kTurn = 6.2831853F / kSpeechRate;
    constexpr float kInaudible = 6; // fade times
    const auto length = static_cast<std::size_t>(kInaudible * tone.fadeS * kSpeechRate);
    const std::size_t end = std::min(sound.size(), tone.begin + length);
    const float fade = std::exp(-1 / (tone.fadeS * kSpeechRate));
    for (int overtone = 1; overtone <= 6; ++overtone) {
        const float hertz = tone.hertz * static_cast<float>(overtone);
        if (hertz > 0.45F * kSpeechRate)
            return;
        // A rotating phasor: two multiplications a sample instead of a sine.
        const float cosine = std::cos(kTurn * hertz);
        const float sine = std::sin(kTurn * hertz);
        float x = std::pow(static_cast<float>(overtone), -tone.dullness);
        float y = 0;
        for (std::size_t i = tone.begin; i < end; ++i) {
            sound[i] += y;
            const float turned = fade * (x * cosine - y * sine);
            y = fade * (x * sine + y * cosine);
            x = turned;
        }
    }
}

void addBeat(std::vector<float>& sound, std::size_t begin, SeededRandom& random)
{
    float level = random.uniform(0.3F, 1.0F);
    const float fade = std::exp(-1 / (random.uniform(0.01F, 0.06F) * kSpeechRate));
    for (std::size_t i = begin; i < sound.size() && level > 0.001F; ++i) {
        sound[i] += level * random.normal();
        level *= fade;
    }
}

float hertzOfKey(int key)
{
    return 55 * std::pow(2.0F, static_cast<float>(key) / 12);
}

} // namespace

std::vector<float> noiseSound(std::size_t count, SeededRandom& random)
{
    const std::vector<float> noise = whiteNoise(count, random);
    if (!random.chance(0.6F))
        return noise;
    const float fall = random.uniform(0.2F, 0.7F);
    return shapeSpectrum(noise, kSpeechRate, [fall](float hertz) {
        return std::pow(std::max(hertz, kLowestHz), -fall);
    });
}

std::vector<float> babbleSound(std::size_t count, const SpeechCorpus& corpus, SeededRandom& random)
{
    std::vector<float> sound(count, 0.0F);
    const std::vector<std::size_t> speakers = utterancesOf(corpus, SpeechPart::Training);
    if (speakers.empty())
        return sound;
    const int people = 3 + random.index(4);
    for (int person = 0; person < people; ++person) {
        const auto drawn =
            speakers[static_cast<std::size_t>(random.index(static_cast<int>(speakers.size())))];
        const auto& said = corpus[drawn].samples;
        auto position = static_cast<std::size_t>(random.index(static_cast<int>(said.size())));
        const float nearness = random.uniform(0.3F, 1.0F);
        for (float& sample : sound) {
            sample += nearness * static_cast<float>(said[position]) / 32768.0F;
            position = position + 1 < said.size() ? position + 1 : 0;
        }
    }
    return sound;
}

std::vector<float> musicSound(std::size_t count, SeededRandom& random)
{
    std::vector<float> sound(count, 0.0F);
    constexpr auto kChords = std::to_array<std::array<int, 3>>(
        {{0, 4, 7}, {0, 3, 7}, {5, 9, 12}, {7, 11, 14}, {9, 12, 16}, {2, 5, 9}});
    const int root = 12 + random.index(24);
    const auto beat = static_cast<std::size_t>(random.uniform(0.3F, 0.7F) * kSpeechRate);
    const float fadeS = random.uniform(0.1F, 0.8F);
    const float dullness = random.uniform(0.6F, 2.0F);
    const bool drums = random.chance(0.6F);
    std::size_t begin = static_cast<std::size_t>(random.index(static_cast<int>(beat)));
    while (begin < count) {
        const auto& chord = kChords[static_cast<std::size_t>(random.index(kChords.size()))];
        for (const int key : chord)
            addTone(sound, {begin, hertzOfKey(root + key), fadeS, dullness});
        const int melody = chord[static_cast<std::size_t>(random.index(3))] + 12;
        addTone(sound, {begin + beat / 2, hertzOfKey(root + melody), fadeS / 2, dullness});
        if (drums)
            addBeat(sound, begin, random);
        begin += beat;
    }
    return sound;
}

} // namespace imprint::train
