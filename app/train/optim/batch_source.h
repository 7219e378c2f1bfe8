#pragma once

#include "app/train/optim/training_task.h"

#include <future>
#include <optional>
#include <vector>

namespace imprint::train {

/// Draws the batches of a training's steps and brings them to the device that computes: a batch per shard on the
/// processor, all of a step joined into one on a GPU, where the next step's is drawn while this one's is learnt from.
/// Thread: the one that trains.
class BatchSource {
public:
    /// task must outlive the source.
    BatchSource(TrainingTask& task, at::Device device);

    /// Gets ready for a step, which may take long the first time; what was drawn ahead is thrown away.
    void prepare(const TrainingMoment& moment);

    /// The batches of a step. Errors of the task's drawing come out here, at the latest one step later.
    std::vector<Batch> take(const TrainingMoment& moment);

private:
    std::vector<Batch> draw(const TrainingMoment& moment);

    struct Ahead {
        TrainingMoment moment;
        std::future<std::vector<Batch>>
            batches; // its destructor waits: nothing is drawn behind the task's back
    };

    TrainingTask& m_task;
    at::Device m_device;
    std::optional<Ahead> m_ahead;
};

} // namespace imprint::train
