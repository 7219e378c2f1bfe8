#pragma once

#include "app/train/optim/training_task.h"
#include "app/train/probe/face_samples.h"

namespace imprint::train {

struct ProbeSettings {
    int picturesPerShard = 24;
    int shards = 2;
};

/// Trains the FaceProbe, with which other models are measured, on rendered truth: clean and spoiled pictures of random
/// people in random poses.
class ProbeTask final : public TrainingTask {
public:
    explicit ProbeTask(ProbeSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    MuonAdamSettings optimiser() const override { return {.vectorRate = 0.003}; }
    double rate(const TrainingMoment& moment) const override;
    double averaging() const override { return 0.99; }
    int shards() const override { return m_settings.shards; }
    void prepare(const TrainingMoment&) override {} // faces are drawn by the shards themselves
    Batch draw(const TrainingMoment& moment, int shard) const override;
    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment& moment,
                    at::Generator random, Figures& figures) const override;

private:
    ProbeSettings m_settings;
};

/// `count` faces of neighbouring seeds.
FaceSamples drawFaces(std::uint64_t firstSeed, int count);

/// 1 for the readings of the eyes, [1, 16]: they say nothing behind sunglasses.
at::Tensor eyeReadings();

} // namespace imprint::train
