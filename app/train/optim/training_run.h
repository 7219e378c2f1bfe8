#pragma once

#include "app/train/optim/training_task.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace imprint::train {

struct TrainingRunSettings {
    std::string folder; ///< checkpoint and log go here; a checkpoint that is there is gone on with
    std::string name;   ///< of the network, for file names and messages
    at::Device device = at::kCPU; ///< that computes losses and gradients
    std::uint64_t seed = 1;
    Parameters
        from; ///< weights to begin with, by name; those that are missing begin as the task says
    std::int64_t steps = 0; ///< 0: as many as fit in `minutes`, measured on the first ones
    double minutes = 0;     ///< wall time for the whole run
    double rate = 1;        ///< factor of the task's learning rate
    double checkpointMinutes = 5;
    std::int64_t logEvery = 50; ///< steps
    std::function<bool()>
        stopRequested; ///< asked after every step: true ends the training at a checkpoint; may be empty
};

/// One line of the log.
struct LogRow {
    std::int64_t step = 0;
    std::map<std::string, double> figures;
};

struct TrainingOutcome {
    Parameters average; ///< running average of the weights, on the processor: what is used
    std::vector<LogRow> log;
    std::int64_t steps = 0; ///< done, in all calls
    std::int64_t plannedSteps = 0;
    double seconds = 0; ///< of this call
};

/// Called with every row of the log: the row, the steps of the run, seconds left. Returns false to stop at a checkpoint.
using TrainingProgress =
    std::function<bool(const LogRow& row, std::int64_t steps, double secondsLeft)>;

/// Trains to the end, or goes on where an earlier call was broken off: `<folder>/<name>.checkpoint.safetensors` is written
/// every few minutes and when it is told to stop, and the steps after it give the same losses as without a break.
/// Throws Error(Io | BadInput) naming the file; what was computed until then is in the last checkpoint.
TrainingOutcome runTraining(TrainingTask& task, const TrainingRunSettings& settings,
                            const TrainingProgress& progress);

/// Loss and gradients of one step: the mean over its batches, one thread each. Weights and batches are on one device.
struct StepGradient {
    Parameters gradients;
    Figures figures;
};
StepGradient computeGradient(const TrainingTask& task, const Parameters& weights,
                             const TrainingMoment& moment, const std::vector<Batch>& batches);

} // namespace imprint::train
