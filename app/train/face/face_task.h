#pragma once

#include "app/train/optim/training_task.h"

namespace imprint::train {

struct FaceSettings {
    int pictureSize = 192; ///< side of the model's pictures, pixels
    int windowSize = 96;   ///< of the part around the eyes that is learnt from, multiples of 6
    int pairsPerShard = 4;
    int shards = 2;
};

/// Trains the FaceMove: one person, rendered twice with the same head and mouth; the first, whose eyes are open, must look
/// like the second when its lids, pupils and brows are moved.
class FaceTask final : public TrainingTask {
public:
    explicit FaceTask(FaceSettings settings);

    Parameters initialWeights(std::uint64_t seed) const override;
    TrainingRecipe recipe() const override;
    Batch draw(const TrainingMoment& moment, int shard) const override;
    /// Figures: "psnr" of eyes and brows in the moved picture, and "still" of those in the first as it is.
    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment& moment,
                    at::Generator random, Figures& figures) const override;

private:
    FaceSettings m_settings;
};

} // namespace imprint::train
