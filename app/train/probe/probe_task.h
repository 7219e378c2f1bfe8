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
    TrainingRecipe recipe() const override;
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
