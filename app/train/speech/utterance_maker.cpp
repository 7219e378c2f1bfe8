#include "app/train/speech/utterance_maker.h"

#include "app/train/speech/mouth_curves.h"
#include "app/train/speech/spectrum.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace imprint::train {
namespace {

constexpr double kMarginS = 0.3;
constexpr double kShortestS = 0.3;
constexpr float kAudibleShare = 0.005F; // of the loudest sample
constexpr float kLevel = 0.1F;          // RMS of what is audible
constexpr float kPeak = 0.95F;

/// The part of a sound between its first and its last audible sample.
struct Audible {
    std::size_t first = 0;
    std::size_t last = 0; // behind the last one
    float peak = 0;
    float rms = 0;
};

Audible findAudible(const std::vector<float>& samples)
{
    Audible audible;
    for (const float sample : samples)
        audible.peak = std::max(audible.peak, std::abs(sample));
    const float threshold = kAudibleShare * audible.peak;
    double energy = 0;
    std::size_t count = 0;
    audible.first = samples.size();
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(samples[i]) <= threshold)
            continue;
        audible.first = std::min(audible.first, i);
        audible.last = i + 1;
        energy += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
        ++count;
    }
    audible.rms =
        count == 0 ? 0 : static_cast<float>(std::sqrt(energy / static_cast<double>(count)));
    return audible;
}

/// The script moved by `shiftS`, with its outer pauses widened to the utterance's edges.
MouthScript moved(const MouthScript& script, double shiftS, double lengthS)
{
    MouthScript result;
    for (const LipClosure& closure : script.closures)
        result.closures.push_back({closure.beginS + shiftS, closure.endS + shiftS});
    auto first = script.visemes.begin();
    auto last = script.visemes.end();
    const auto isSilence = [](const VisemeSpan& span) { return span.viseme == Viseme::Silence; };
    first = std::find_if_not(first, last, isSilence);
    while (last != first && isSilence(*(last - 1)))
        --last;
    if (first == last)
        return result;
    result.visemes.push_back({Viseme::Silence, 0, first->beginS + shiftS});
    for (auto span = first; span != last; ++span)
        result.visemes.push_back({span->viseme, span->beginS + shiftS, span->endS + shiftS});
    result.visemes.push_back({Viseme::Silence, (last - 1)->endS + shiftS, lengthS});
    return result;
}

} // namespace

std::optional<Utterance> makeUtterance(const LabelledSound& sound, const MouthScript& script,
                                       std::string voice)
{
    const std::vector<float> samples = resample(sound.samples, sound.sampleRate, kSpeechRate);
    const Audible audible = findAudible(samples);
    const double soundS = static_cast<double>(audible.last) / kSpeechRate -
                          static_cast<double>(audible.first) / kSpeechRate;
    if (audible.last == 0 || soundS < kShortestS || script.visemes.size() < 2)
        return std::nullopt;
    const auto values = static_cast<std::size_t>(std::ceil((soundS + 2 * kMarginS) * kMouthRate));
    const auto margin = static_cast<std::size_t>(kMarginS * kSpeechRate);
    Utterance utterance;
    utterance.voice = std::move(voice);
    utterance.samples.resize(values * kMouthHop);
    const float gain = std::min(kLevel / audible.rms, kPeak / audible.peak);
    for (std::size_t i = audible.first; i < audible.last; ++i)
        utterance.samples[margin + i - audible.first] =
            static_cast<std::int16_t>(std::lround(samples[i] * gain * 32767));
    const double shiftS = kMarginS - static_cast<double>(audible.first) / kSpeechRate;
    const double lengthS = static_cast<double>(values) / kMouthRate;
    utterance.mouth = mouthCurves(moved(script, shiftS, lengthS), static_cast<int>(values));
    return utterance;
}

} // namespace imprint::train
