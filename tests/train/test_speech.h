#pragma once

#include "app/train/speech/speech_corpus.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::test {

/// An utterance without a synthesiser: three syllables of a hum between margins of silence, the mouth open exactly in
/// them. `mark` stands in `teeth` there, so that a track shows whom it quotes.
inline train::Utterance hummedUtterance(const std::string& voice, float mark)
{
    constexpr std::size_t kValues = 150;
    train::Utterance utterance;
    utterance.voice = voice;
    utterance.samples.resize(kValues * train::kMouthHop);
    utterance.mouth.resize(kValues);
    for (std::size_t j = 0; j < kValues; ++j) {
        const bool speaks = j >= 30 && j < 120 && (j - 30) % 30 < 20;
        utterance.mouth[j].open = speaks ? 0.8F : 0.0F;
        utterance.mouth[j].teeth = speaks ? mark : 0.0F;
        for (std::size_t i = 0; speaks && i < train::kMouthHop; ++i) {
            const auto time = static_cast<float>(j * train::kMouthHop + i) / 16000;
            utterance.samples[j * train::kMouthHop + i] =
                static_cast<std::int16_t>(6000 * std::sin(2 * 3.14159265F * 220 * time));
        }
    }
    return utterance;
}

/// Fifty utterances of ordinary voices, of which the last three (6 %) are for validation.
inline train::SpeechCorpus hummedCorpus()
{
    std::vector<train::Utterance> utterances;
    for (int i = 0; i < 50; ++i)
        utterances.push_back(hummedUtterance("espeak:en-us+m1", 0.01F * static_cast<float>(i)));
    return train::SpeechCorpus(std::move(utterances));
}

inline bool samePose(const engine::MouthPose& a, const engine::MouthPose& b)
{
    return a.open == b.open && a.wide == b.wide && a.round == b.round && a.teeth == b.teeth &&
           a.tongue == b.tongue && a.press == b.press;
}

inline bool sameMouth(const std::vector<engine::MouthPose>& a,
                      const std::vector<engine::MouthPose>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), samePose);
}

inline bool sameUtterance(const train::Utterance& a, const train::Utterance& b)
{
    return a.voice == b.voice && a.samples == b.samples && sameMouth(a.mouth, b.mouth);
}

/// RMS per 10 ms.
inline std::vector<float> envelopeOf(const std::vector<float>& samples)
{
    std::vector<float> envelope;
    for (std::size_t begin = 0; begin + train::kMouthHop <= samples.size();
         begin += train::kMouthHop) {
        double energy = 0;
        for (std::size_t i = begin; i < begin + train::kMouthHop; ++i)
            energy += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
        envelope.push_back(
            static_cast<float>(std::sqrt(energy / static_cast<double>(train::kMouthHop))));
    }
    return envelope;
}

/// The shift of `b` against `a` (in values, within +-maxLag) at which their correlation is highest.
inline int bestLag(const std::vector<float>& a, const std::vector<float>& b, int maxLag)
{
    const auto count = static_cast<int>(a.size());
    double best = -2;
    int found = maxLag + 1;
    for (int lag = -maxLag; lag <= maxLag; ++lag) {
        double sumA = 0, sumB = 0, ab = 0, aa = 0, bb = 0, n = 0;
        for (int i = std::max(0, -lag); i < count - std::max(0, lag); ++i) {
            const double x = static_cast<double>(a[static_cast<std::size_t>(i)]);
            const double y = static_cast<double>(b[static_cast<std::size_t>(i + lag)]);
            sumA += x, sumB += y, ab += x * y, aa += x * x, bb += y * y, n += 1;
        }
        const double spread = (aa - sumA * sumA / n) * (bb - sumB * sumB / n);
        const double correlation = (ab - sumA * sumB / n) / std::sqrt(std::max(spread, 1e-30));
        if (correlation > best) {
            best = correlation;
            found = lag;
        }
    }
    return found;
}

} // namespace imprint::test
