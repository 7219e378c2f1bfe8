#include "app/train/speech/mouth_script.h"
#include "app/train/speech/phoneme_visemes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace imprint::train {
namespace {

constexpr double kShortestS = 0.001;  // labels that stand at the same sample
constexpr double kLongestGapS = 0.12; // in a longer silence the lips rest first
// How much of their length voiced sounds keep the lips in contact, measured on 150 sentences of as many voices.
constexpr double kMurmurShare = 0.55;  // of "b", which then bursts
constexpr double kHumShare = 0.8;      // of "m", whose label reaches into the vowel
constexpr float kSilentShare = 0.004F; // of the loudest sample

bool isStop(std::string_view name)
{
    return !name.empty() &&
           std::string_view("pbtdkgc").find(name.front()) != std::string_view::npos;
}

/// Drops what is no sound of its own; the phoneme before it lasts on.
std::vector<PhonemeLabel> realPhonemes(const std::vector<PhonemeLabel>& labels)
{
    std::vector<PhonemeLabel> kept;
    for (const PhonemeLabel& label : labels) {
        if (label.name.starts_with('(') || label.endS - label.beginS < kShortestS) {
            if (!kept.empty())
                kept.back().endS = std::max(kept.back().endS, label.endS);
            continue;
        }
        kept.push_back(label);
    }
    return kept;
}

float loudestSample(const std::vector<float>& samples)
{
    float peak = 0;
    for (const float sample : samples)
        peak = std::max(peak, std::abs(sample));
    return peak;
}

/// When the silence began that ends at `releaseS`; `releaseS` itself if there is none, `earliestS` at the earliest.
double gapBefore(const LabelledSound& sound, double releaseS, double earliestS)
{
    const float silent = kSilentShare * loudestSample(sound.samples);
    const auto indexOf = [&](double timeS) {
        const auto index = std::llround(timeS * sound.sampleRate);
        return std::clamp<long long>(index, 0, static_cast<long long>(sound.samples.size()));
    };
    const auto first = indexOf(earliestS);
    auto begin = indexOf(releaseS);
    while (begin > first && std::abs(sound.samples[static_cast<std::size_t>(begin - 1)]) <= silent)
        --begin;
    return std::min(releaseS, static_cast<double>(begin) / sound.sampleRate);
}

/// Lets every stop begin with the silence before its burst, and the phoneme before it end there.
void moveStopsToTheirClosure(std::vector<PhonemeLabel>& phonemes, const LabelledSound& sound)
{
    for (std::size_t i = 0; i < phonemes.size(); ++i) {
        if (!isStop(phonemes[i].name))
            continue;
        const double releaseS = phonemes[i].beginS;
        const double previousS = i == 0 ? 0.0 : phonemes[i - 1].beginS;
        const double earliestS = std::max(previousS, releaseS - kLongestGapS);
        phonemes[i].beginS = gapBefore(sound, releaseS, earliestS);
        if (i > 0)
            phonemes[i - 1].endS = phonemes[i].beginS;
    }
}

LipClosure closureOf(const PhonemeLabel& phoneme, double labelS)
{
    double share = 0; // of "p", whose label begins at the burst
    if (phoneme.name.front() == 'b')
        share = kMurmurShare;
    else if (phoneme.name.front() == 'm')
        share = kHumShare;
    return {phoneme.beginS, labelS + share * (phoneme.endS - labelS)};
}

} // namespace

MouthScript espeakScript(const LabelledSound& sound)
{
    const std::vector<PhonemeLabel> labelled = realPhonemes(sound.phonemes);
    std::vector<PhonemeLabel> phonemes = labelled;
    moveStopsToTheirClosure(phonemes, sound);
    MouthScript script;
    for (std::size_t i = 0; i < phonemes.size(); ++i) {
        const std::vector<Viseme> visemes = visemesOfEspeak(phonemes[i].name);
        if (phonemes[i].endS - phonemes[i].beginS < kShortestS)
            continue; // all of it was the gap of the stop behind
        appendVisemes(script, visemes, phonemes[i].beginS, phonemes[i].endS);
        if (visemes.front() == Viseme::LipsClosed)
            script.closures.push_back(closureOf(phonemes[i], labelled[i].beginS));
    }
    return script;
}

} // namespace imprint::train
