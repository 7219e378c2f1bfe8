#pragma once

#include "app/train/optim/training_recipe.h"

#include <map>
#include <string>

namespace imprint::train {

/// Mean of what was added under a name.
struct Mean {
    double sum = 0;
    double count = 0;

    void add(double value, double weight = 1)
    {
        sum += value * weight;
        count += weight;
    }
    double value() const { return count > 0 ? sum / count : 0.0; }
};

/// Errors by kind, for the log ("loss", "t=1", "psnr").
using Figures = std::map<std::string, Mean>;

/// Where a run is: decides everything random in a step.
struct TrainingMoment {
    std::int64_t step = 0;
    std::int64_t steps = 1; ///< of the whole run
    std::uint64_t seed = 0;

    /// 0 at the start, 1 at the end.
    double share() const { return static_cast<double>(step) / static_cast<double>(steps); }

    bool operator==(const TrainingMoment&) const = default;
};

/// What is learnt from in a step, by name. The first dimension of every tensor is the samples.
using Batch = std::map<std::string, at::Tensor>;

/// What a network brings to be trained: first weights, loss, data. Everything random follows from the moment and the
/// shard, so that a step gives the same gradient whenever it is computed. Tasks know no device: batches are drawn on the
/// processor, and losses are computed where weights and batch are.
class TrainingTask {
public:
    virtual ~TrainingTask() = default;

    virtual Parameters initialWeights(std::uint64_t seed) const = 0;
    virtual TrainingRecipe recipe() const = 0;

    /// Gets ready what the shards of this step draw from, if they share anything. Thread: one at a time, while no shard is
    /// drawn.
    virtual void prepare(const TrainingMoment&) {}

    /// The samples of one shard, on the processor. Thread: any, several at once, no loss waits for it.
    virtual Batch draw(const TrainingMoment& moment, int shard) const = 0;

    /// Mean loss of the samples of one shard or of several joined, with its graph; random: of the batch's device.
    /// Thread: any, several at once, also while the next step is drawn.
    virtual at::Tensor loss(const Parameters& weights, const Batch& batch,
                            const TrainingMoment& moment, at::Generator random,
                            Figures& figures) const = 0;
};

} // namespace imprint::train
