#pragma once

#include "app/train/codec/patch_basis.h"
#include "app/train/optim/training_task.h"

namespace imprint::train {

struct CodecSettings {
    int cropsPerShard = 2;
    int shards = 2;
    int frames = 8;            ///< per crop
    int cropSize = 96;         ///< pixels; the scale is that of the whole picture
    double latentNoise = 0.12; ///< greatest deviation: what the generator's latents are off by
    double detailLoss = 0.7;   ///< greatest share that the finest component loses
    at::ScalarType computeType = at::kBFloat16;
};

/// Trains the convolutions of Pocket's decoder, which correct the linear picture, and how it takes detail from the
/// reference; the linear half is frozen.
/// Source: specs/pocket.md section 3.
class CodecTask final : public TrainingTask {
public:
    /// basis: what fitPatchBasis made; warp: of models whose decoder sees the reference, else null. corpus and warp
    /// must outlive the task.
    CodecTask(const engine::PocketConfig& config, const SpeechCorpus& corpus, Parameters basis,
              const engine::PoseWarp* warp, CodecSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    MuonAdamSettings optimiser() const override { return {.vectorRate = 0.002, .beta2 = 0.99}; }
    double rate(const TrainingMoment& moment) const override;
    double averaging() const override { return 0.998; }
    int shards() const override { return m_settings.shards; }
    void prepare(const TrainingMoment&) override {} // crops are drawn by the shards themselves
    at::Tensor loss(const Parameters& weights, const TrainingMoment& moment, int shard,
                    Figures& figures) const override;

private:
    /// Windows of several clips, in [-1, 1].
    struct Crops {
        at::Tensor frames; // [crops, frames, 3, size, size]
        at::Tensor posed;  // the same of the posed reference; undefined without a warp
    };
    Crops drawCrops(engine::SeededRandom& random) const;

    engine::PocketConfig m_config;
    const SpeechCorpus& m_corpus;
    Parameters m_basis;
    const engine::PoseWarp* m_warp;
    CodecSettings m_settings;
};

} // namespace imprint::train
