#include "app/train/audio/audio_task.h"

#include "app/train/optim/correlation.h"
#include "app/train/optim/initial_weights.h"
#include "app/train/speech/augment.h"
#include "engine/core/error.h"
#include "engine/models/pocket/pocket_audio_encoder.h"
#include "engine/models/pocket/pocket_log_mel.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace imprint::train {
namespace {

using engine::PocketAudioEncoder;

/// Frames at the start of a track whose tokens have not heard enough to be judged.
constexpr std::int64_t kSettle = 8;
constexpr float kVoicedEnergy = 0.35F;
/// Weight of each read-out: open, wide, round, teeth, tongue, press, energy, voiced.
constexpr float kWeights[] = {2, 1, 1.5F, 1, 1, 1.5F, 0.5F, 0.5F};

/// B tracks.
struct Samples {
    at::Tensor rows;    // [B, 4T, 80]
    at::Tensor targets; // [B, T, 8]
};

at::Tensor targetsOf(const SpeechTrack& track)
{
    const auto frames = static_cast<std::int64_t>(track.mouth.size());
    at::Tensor targets = at::empty({frames, PocketAudioEncoder::kTargets});
    auto* out = targets.data_ptr<float>();
    for (std::size_t i = 0; i < track.mouth.size(); ++i) {
        const engine::MouthPose& m = track.mouth[i];
        const float energy = track.energy[i];
        for (const float value : {m.open, m.wide, m.round, m.teeth, m.tongue, m.press, energy,
                                  energy > kVoicedEnergy ? 1.0F : 0.0F})
            *out++ = value;
    }
    return targets;
}

Samples drawSamples(const SpeechCorpus& corpus, SpeechPart part, int frames, int count,
                    engine::SeededRandom& random)
{
    std::vector<at::Tensor> rows;
    std::vector<at::Tensor> targets;
    for (int i = 0; i < count; ++i) {
        SpeechTrack track = makeSpeechTrack(corpus, part, frames, random);
        targets.push_back(targetsOf(track));
        augment(track.samples, corpus, random);
        rows.push_back(engine::PocketLogMel()(track.samples));
    }
    return {.rows = at::stack(rows), .targets = at::stack(targets)};
}

/// Read-outs and truth of the same frames, [B, T - look-ahead - settle, 8].
struct Judged {
    at::Tensor predicted;
    at::Tensor truth;
};

Judged judge(const PocketAudioEncoder& encoder, const Samples& samples)
{
    auto state = encoder.makeState();
    const at::Tensor readOut = encoder.readOut(encoder(samples.rows, state));
    // Token k belongs to the frame kLookAhead before it.
    const std::int64_t frames = readOut.size(1) - PocketAudioEncoder::kLookAhead - kSettle;
    return {.predicted = readOut.narrow(1, PocketAudioEncoder::kLookAhead + kSettle, frames),
            .truth = samples.targets.narrow(1, kSettle, frames)};
}

} // namespace

AudioTask::AudioTask(const SpeechCorpus& corpus, AudioSettings settings)
    : m_corpus(corpus)
    , m_settings(settings)
{
}

Parameters AudioTask::initialWeights(std::uint64_t seed) const
{
    ParameterMaker maker(
        [](const std::string& name, at::IntArrayRef shape, const at::Generator& random) {
            if (name == "norm.weight")
                return at::ones(shape);
            // Residual blocks begin by changing nothing.
            if (name.ends_with(".bias") || name.ends_with(".conv2.weight"))
                return at::zeros(shape);
            return uniformByFanIn(shape, random);
        },
        seed);
    const PocketAudioEncoder encoder(maker, m_settings.residualBlocks);
    return maker.parameters();
}

TrainingRecipe AudioTask::recipe() const
{
    return {.optimiser = {.vectorRate = 0.002}, .averaging = 0.995, .shards = m_settings.shards};
}

Batch AudioTask::draw(const TrainingMoment& moment, int shard) const
{
    engine::SeededRandom random(moment.seed, concat("audio/", moment.step, "/", shard));
    const Samples samples = drawSamples(m_corpus, SpeechPart::Training, m_settings.trackFrames,
                                        m_settings.samplesPerShard, random);
    return {{"rows", samples.rows}, {"targets", samples.targets}};
}

at::Tensor AudioTask::loss(const Parameters& weights, const Batch& batch, const TrainingMoment&,
                           at::Generator, Figures& figures) const
{
    ParameterReader reader(weights);
    const PocketAudioEncoder encoder(reader, m_settings.residualBlocks);
    const Judged judged =
        judge(encoder, {.rows = batch.at("rows"), .targets = batch.at("targets")});
    const at::Tensor errors = (judged.predicted - judged.truth).square();
    figures["open"].add(errors.select(-1, 0).mean().item<double>());
    return (errors * at::tensor(at::ArrayRef<float>(kWeights)).to(errors.device())).mean();
}

std::vector<double> audioCorrelations(const PocketAudioEncoder& encoder, const SpeechCorpus& corpus,
                                      SpeechPart part, int tracks, std::uint64_t seed)
{
    constexpr int kFrames = 150;
    constexpr std::int64_t kVisemes = 6;
    const c10::NoGradGuard noGraph;
    engine::SeededRandom random(seed, "audio/evaluation");
    const Judged judged = judge(encoder, drawSamples(corpus, part, kFrames, tracks, random));
    std::vector<double> correlations;
    for (std::int64_t viseme = 0; viseme < kVisemes; ++viseme)
        correlations.push_back(
            correlation(judged.predicted.select(-1, viseme), judged.truth.select(-1, viseme)));
    return correlations;
}

} // namespace imprint::train
