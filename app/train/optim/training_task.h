#pragma once

#include "app/train/optim/muon_adam.h"

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
};

/// What a network brings to be trained: first weights, loss, data. Everything random follows from the moment and the
/// shard, so that a step gives the same gradient whenever and wherever it is computed.
class TrainingTask {
public:
    virtual ~TrainingTask() = default;

    virtual Parameters initialWeights(std::uint64_t seed) const = 0;
    virtual MuonAdamSettings optimiser() const = 0;

    /// Share of the full learning rate.
    virtual double rate(const TrainingMoment& moment) const = 0;
    /// Share of the running average that a step keeps, at most.
    virtual double averaging() const = 0;
    /// Equal parts of a step's batch, computed side by side; their mean is the step's gradient.
    virtual int shards() const = 0;

    /// Gets ready what the shards of this step share. Thread: the one that trains, while no shard runs.
    virtual void prepare(const TrainingMoment& moment) = 0;

    /// Loss of one shard, with its graph. Thread: any, several at once.
    virtual at::Tensor loss(const Parameters& weights, const TrainingMoment& moment, int shard,
                            Figures& figures) const = 0;
};

} // namespace imprint::train
