#pragma once

#include "app/train/clips/clip_maker.h"
#include "app/train/clips/clip_pool.h"
#include "app/train/dit/dit_batch.h"
#include "app/train/optim/training_task.h"
#include "engine/models/pocket/grey_tokens.h"

#include <atomic>
#include <memory>

namespace imprint::train {

struct DitSettings {
    int samplesPerShard = 2;
    int shards = 2;
    int poolClips = 1500;
    int renewedClips = 2;    ///< so many at once,
    int renewEvery = 4;      ///< once in so many steps,
    bool renewAhead = false; ///< made in the background before they are due
    ClipSettings clips;
    bool beginner = true; ///< heads are calm and histories true at first; false: it goes on from
                          ///< weights that know both
    float calmLiveliness =
        0.2F; ///< greatest liveliness that a beginner sees; it grows to that of `clips`
    double singleBlocks =
        0.5; ///< share of steps whose blocks are one latent long (live use), else three
    double longHistory = 0.18; ///< share of steps whose history is far longer than a window
    double ownHistory =
        0.75; ///< share of steps whose history the generator made itself, after a beginner's first quarter
    int mostOwnRounds = 4; ///< in which it makes one: how far its faults build upon each other
    at::ScalarType computeType = at::kFloat; ///< trainingType() of the device
    ConditionDropout dropout;
};

/// Trains Pocket's generator: it learns to take noise off the blocks of a clip, given the clean blocks before them, sound
/// and controls. Source: specs/pocket.md section 5.
class DitTask final : public TrainingTask {
public:
    /// encoder: makes clips from truth; grey: of the same codec. Both and the corpus must outlive the task.
    DitTask(const engine::PocketConfig& config, const SpeechCorpus& corpus,
            const ClipEncoder& encoder, const engine::GreyTokens& grey, DitSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    TrainingRecipe recipe() const override;
    void prepare(const TrainingMoment& moment) override;
    Batch draw(const TrainingMoment& moment, int shard) const override;
    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment& moment,
                    at::Generator random, Figures& figures) const override;

private:
    Clip makeClip(std::int64_t index, double share, std::uint64_t seed) const;
    /// What the samples of a step are made of; all are alike.
    BlockLayout layoutOf(const TrainingMoment& moment) const;
    std::vector<SampleCut> drawCuts(const BlockLayout& layout, engine::SeededRandom& random) const;

    engine::PocketConfig m_config;
    const SpeechCorpus& m_corpus;
    const ClipEncoder& m_encoder;
    const engine::GreyTokens& m_grey;
    DitSettings m_settings;
    std::unique_ptr<ClipPool> m_pool;
    std::uint64_t m_poolSeed = 0;
    std::atomic<std::int64_t> m_poolSteps = 0; // read while clips are made ahead
};

/// First value of a weight of Pocket's generator: its output is the anchor at first, its gates are open.
at::Tensor initialDitWeight(const std::string& name, at::IntArrayRef shape, at::Generator random);

} // namespace imprint::train
