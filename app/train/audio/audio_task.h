#pragma once

#include "app/train/optim/training_task.h"
#include "app/train/speech/speech_track.h"
#include "engine/models/pocket/pocket_audio_encoder.h"

namespace imprint::train {

struct AudioSettings {
    int samplesPerShard = 8;
    int shards = 2;
    int trackFrames = 100;           ///< video frames of a sample
    std::int64_t residualBlocks = 3; ///< of the encoder
};

/// Trains Pocket's audio encoder: its tokens must tell the mouth's shape, the voice's energy and whether someone speaks.
/// Source: specs/pocket.md 2.4.
class AudioTask final : public TrainingTask {
public:
    /// corpus must outlive the task.
    AudioTask(const SpeechCorpus& corpus, AudioSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    TrainingRecipe recipe() const override;
    Batch draw(const TrainingMoment& moment, int shard) const override;
    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment& moment,
                    at::Generator random, Figures& figures) const override;

private:
    const SpeechCorpus& m_corpus;
    AudioSettings m_settings;
};

/// Correlation of each viseme read-out with the truth over tracks of one part: open, wide, round, teeth, tongue, press.
std::vector<double> audioCorrelations(const engine::PocketAudioEncoder& encoder,
                                      const SpeechCorpus& corpus, SpeechPart part, int tracks,
                                      std::uint64_t seed);

} // namespace imprint::train
