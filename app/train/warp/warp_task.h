#pragma once

#include "app/train/optim/training_task.h"

namespace imprint::train {

struct WarpSettings {
    int pairsPerShard = 4;
    int shards = 2;
};

/// Trains the PoseWarp: one person, rendered in two poses with the same expression; the first, moved, must look like the
/// second.
class WarpTask final : public TrainingTask {
public:
    /// size: side of the pictures, pixels.
    WarpTask(int size, WarpSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    TrainingRecipe recipe() const override;
    Batch draw(const TrainingMoment& moment, int shard) const override;
    /// Figures: "psnr" of the moved picture, and "still" of the first as it is.
    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment& moment,
                    at::Generator random, Figures& figures) const override;

private:
    int m_size;
    WarpSettings m_settings;
};

} // namespace imprint::train
