#include "app/train/optim/training_run.h"
#include "engine/nn/parallel_for.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace imprint::train {
namespace {

struct Shard {
    std::vector<at::Tensor> gradients; // in the order of the parameters; undefined: none
    Figures figures;
};

void computeShard(const TrainingTask& task, const Parameters& weights, const TrainingMoment& moment,
                  const Batch& batch, std::size_t index, Shard& shard)
{
    const c10::AutoGradMode withGraph(true);
    std::vector<at::Tensor> inputs;
    for (const auto& [name, tensor] : weights)
        inputs.push_back(tensor);
    const at::Generator random =
        randomFor(moment.seed, "loss", moment.step, static_cast<std::int64_t>(index),
                  batch.begin()->second.device());
    const at::Tensor loss = task.loss(weights, batch, moment, random, shard.figures);
    shard.figures["loss"].add(loss.item<double>());
    shard.gradients = torch::autograd::grad({loss}, inputs, /*grad_outputs=*/{},
                                            /*retain_graph=*/std::nullopt,
                                            /*create_graph=*/false, /*allow_unused=*/true);
}

} // namespace

StepGradient computeGradient(const TrainingTask& task, const Parameters& weights,
                             const TrainingMoment& moment, const std::vector<Batch>& batches)
{
    std::vector<Shard> shards(batches.size());
    engine::parallelFor(shards.size(), shards.size(), [&](std::size_t i) {
        computeShard(task, weights, moment, batches[i], i, shards[i]);
    });
    StepGradient result;
    for (Shard& shard : shards) { // in a fixed order: sums of floats depend on it
        std::size_t i = 0;
        for (const auto& [name, tensor] : weights) {
            const at::Tensor& part = shard.gradients[i++];
            at::Tensor& sum = result.gradients[name];
            if (!sum.defined())
                sum = at::zeros_like(tensor).detach();
            if (part.defined())
                sum.add_(part, 1.0 / static_cast<double>(shards.size()));
        }
        for (const auto& [name, mean] : shard.figures)
            result.figures[name].add(mean.value(), mean.count);
    }
    return result;
}

} // namespace imprint::train
