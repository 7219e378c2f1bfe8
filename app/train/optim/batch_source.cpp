#include "app/train/optim/batch_source.h"

#include "engine/nn/parallel_for.h"

#include <c10/core/GradMode.h>

namespace imprint::train {
namespace {

Batch joined(const std::vector<Batch>& shards)
{
    Batch all;
    for (const auto& [name, first] : shards.front()) {
        std::vector<at::Tensor> parts;
        for (const Batch& shard : shards)
            parts.push_back(shard.at(name));
        all.emplace(name, at::cat(parts));
    }
    return all;
}

} // namespace

BatchSource::BatchSource(TrainingTask& task, at::Device device)
    : m_task(task)
    , m_device(device)
{
}

void BatchSource::prepare(const TrainingMoment& moment)
{
    m_ahead.reset();
    m_task.prepare(moment);
}

std::vector<Batch> BatchSource::draw(const TrainingMoment& moment)
{
    const c10::NoGradGuard noGraph;
    m_task.prepare(moment);
    std::vector<Batch> shards(static_cast<std::size_t>(m_task.recipe().shards));
    engine::parallelFor(shards.size(), shards.size(), [&](std::size_t i) {
        const c10::NoGradGuard noGraphHere; // the setting is each thread's own
        shards[i] = onDevice(m_task.draw(moment, static_cast<int>(i)), m_device);
    });
    if (m_device.is_cpu())
        return shards;
    return {joined(shards)};
}

std::vector<Batch> BatchSource::take(const TrainingMoment& moment)
{
    std::vector<Batch> batches;
    if (m_ahead && m_ahead->moment == moment)
        batches = m_ahead->batches.get();
    m_ahead
        .reset(); // what was drawn for another step is of no use; its drawing ends before the next begins
    if (batches.empty())
        batches = draw(moment);
    if (!m_device.is_cpu() && moment.step + 1 < moment.steps) {
        TrainingMoment next = moment;
        ++next.step;
        m_ahead.emplace(
            Ahead{.moment = next,
                  .batches = std::async(std::launch::async, [this, next] { return draw(next); })});
    }
    return batches;
}

} // namespace imprint::train
