#include "app/train/speech/speech_track.h"

#include "app/train/speech/mouth_curves.h"
#include "app/train/speech/speech_voices.h"
#include "engine/core/error.h"
#include "engine/models/pocket/voice_energy.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace imprint::train {
namespace {

constexpr int kValuesPerFrame = 4;
constexpr int kMargins = 60;      // mouth values of silence that two neighbours bring along
constexpr int kLatestStart = 250; // a track begins up to 2.5 s into its first utterance
constexpr double kValidationShare = 0.06;

/// A track on the grid of mouth values while it is put together.
struct Grid {
    explicit Grid(int values)
        : mouth(static_cast<std::size_t>(values))
        , samples(mouth.size() * kMouthHop)
    {
    }
    std::vector<engine::MouthPose> mouth;
    std::vector<float> samples;
};

/// Where the margins of two utterances overlap, one of them rests; but lips that one of them closes stay closed.
void add(engine::MouthPose& pose, const engine::MouthPose& other)
{
    pose.open = pose.open * (1 - other.press) + other.open * (1 - pose.press);
    pose.wide += other.wide;
    pose.round += other.round;
    pose.teeth += other.teeth;
    pose.tongue += other.tongue;
    pose.press += other.press;
}

engine::MouthPose between(const engine::MouthPose& a, const engine::MouthPose& b)
{
    const auto mean = [](float x, float y) { return 0.5F * (x + y); };
    return {mean(a.open, b.open),   mean(a.wide, b.wide),     mean(a.round, b.round),
            mean(a.teeth, b.teeth), mean(a.tongue, b.tongue), mean(a.press, b.press)};
}

/// Adds what of an utterance lies on the grid when its first value lies at `place`. Margins of neighbours may overlap.
void lay(Grid& grid, const Utterance& utterance, int place, float gain)
{
    const int end = static_cast<int>(grid.mouth.size());
    for (int j = std::max(0, -place); j < static_cast<int>(utterance.mouth.size()); ++j) {
        if (place + j >= end)
            return;
        const auto to = static_cast<std::size_t>(place + j);
        const auto from = static_cast<std::size_t>(j);
        add(grid.mouth[to], utterance.mouth[from]);
        for (std::size_t i = 0; i < kMouthHop; ++i)
            grid.samples[to * kMouthHop + i] +=
                gain / 32768.0F * static_cast<float>(utterance.samples[from * kMouthHop + i]);
    }
}

/// Mouth values between the last sound of an utterance and the first of the next.
int drawPause(engine::SeededRandom& random)
{
    if (random.chance(0.25F))
        return static_cast<int>(random.uniform(80, 300));
    constexpr float kMeanPause = 35; // and one value at least
    return 1 + static_cast<int>(-kMeanPause * std::log(1 - random.uniform()));
}

std::vector<float> energyOf(const std::vector<float>& samples)
{
    engine::VoiceEnergy voice;
    std::vector<float> energy;
    for (std::size_t begin = 0; begin < samples.size(); begin += kFrameHop)
        if (const auto value = voice.next(std::span(samples).subspan(begin, kFrameHop)))
            energy.push_back(*value);
    return energy;
}

} // namespace

std::vector<std::size_t> utterancesOf(const SpeechCorpus& corpus, SpeechPart part)
{
    const auto kept =
        static_cast<std::size_t>(std::ceil(kValidationShare * static_cast<double>(corpus.size())));
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < corpus.size(); ++i) {
        const bool heldOut = i + kept >= corpus.size() || isHeldOutVoice(corpus[i].voice);
        if (heldOut == (part == SpeechPart::Validation))
            places.push_back(i);
    }
    return places;
}

SpeechTrack makeSpeechTrack(const SpeechCorpus& corpus, SpeechPart part, int frames,
                            engine::SeededRandom& random)
{
    IMPRINT_ASSERT(frames > 0, "a track of ", frames, " frames");
    const std::vector<std::size_t> places = utterancesOf(corpus, part);
    if (places.empty())
        throw Error(ErrorCode::BadInput,
                    concat("none of the corpus' ", corpus.size(), " utterances is for ",
                           part == SpeechPart::Training ? "training" : "validation"),
                    "Make a larger corpus");
    const int values = kValuesPerFrame * (frames + engine::VoiceEnergy::kDelayFrames);
    Grid grid(values);
    for (int place = -random.index(kLatestStart); place < values;) {
        const Utterance& utterance =
            corpus[places[static_cast<std::size_t>(random.index(static_cast<int>(places.size())))]];
        const float gain = std::pow(10.0F, random.uniform(-4, 4) / 20);
        lay(grid, utterance, place, gain);
        place += static_cast<int>(utterance.mouth.size()) + drawPause(random) - kMargins;
    }
    SpeechTrack track;
    track.energy = energyOf(grid.samples);
    track.samples.assign(grid.samples.begin(),
                         grid.samples.begin() + static_cast<std::ptrdiff_t>(kFrameHop) * frames);
    for (std::size_t k = 0; k < static_cast<std::size_t>(frames); ++k) // 20 ms lies between two
        track.mouth.push_back(between(grid.mouth[4 * k + 1], grid.mouth[4 * k + 2]));
    return track;
}

SpeechTrack makeSilentTrack(int frames)
{
    IMPRINT_ASSERT(frames > 0, "a track of ", frames, " frames");
    const auto count = static_cast<std::size_t>(frames);
    return {.samples = std::vector<float>(kFrameHop * count, 0.0F),
            .mouth = std::vector<engine::MouthPose>(count),
            .energy = std::vector<float>(count, 0.0F)};
}

} // namespace imprint::train
