#include "app/train/probe/probe_task.h"

#include "app/train/optim/initial_weights.h"
#include "engine/core/error.h"
#include "engine/models/probe/face_probe.h"

#include <algorithm>
#include <cmath>

namespace imprint::train {
namespace {

using engine::AttributeRange;
using engine::FaceSight;
using engine::Reading;

constexpr double kAttributeWeight = 0.25; // attributes are easier than mouths

/// Weight of each reading in the loss [1, 16]: the mouth is what models are judged by.
at::Tensor readingWeights()
{
    at::Tensor weights = at::ones({1, static_cast<std::int64_t>(engine::kReadings)});
    for (const auto& [reading, weight] : {std::pair{Reading::Open, 4.0},
                                          {Reading::Wide, 1.5},
                                          {Reading::Round, 1.5},
                                          {Reading::Blink, 2.0},
                                          {Reading::Roll, 2.0},
                                          {Reading::Yaw, 1.5}})
        weights[0][static_cast<std::int64_t>(reading)].fill_(weight);
    return weights;
}

at::Tensor deviations()
{
    const engine::FaceReadings& values = engine::readingScale().deviation;
    return at::tensor(at::ArrayRef<float>(values.data(), values.size()));
}

at::Tensor probeLoss(const FaceSight& sight, const FaceSamples& truth)
{
    const at::Device device = truth.readings.device();
    const at::Tensor visible =
        1 - eyeReadings().to(device) * (1 - truth.eyesVisible.unsqueeze(1)); // [N, 16]
    const at::Tensor error = (sight.readings - truth.readings) / deviations().to(device);
    at::Tensor loss = (error.square() * visible * readingWeights().to(device)).mean();
    std::int64_t category = 0;
    for (const AttributeRange& range : engine::attributeRanges()) {
        const at::Tensor logits = sight.attributes.narrow(1, range.first, range.count);
        loss = loss + kAttributeWeight *
                          at::cross_entropy_loss(logits, truth.attributes.select(1, category++));
    }
    return loss;
}

} // namespace

FaceSamples drawFaces(std::uint64_t firstSeed, int count)
{
    std::vector<FaceExample> examples;
    for (int i = 0; i < count; ++i)
        examples.push_back(sampleFace(firstSeed + static_cast<std::uint64_t>(i)));
    return renderSamples(examples);
}

at::Tensor eyeReadings()
{
    at::Tensor eyes = at::zeros({1, static_cast<std::int64_t>(engine::kReadings)});
    for (const Reading reading : {Reading::Blink, Reading::GazeX, Reading::GazeY})
        eyes[0][static_cast<std::int64_t>(reading)].fill_(1.0);
    return eyes;
}

ProbeTask::ProbeTask(ProbeSettings settings)
    : m_settings(settings)
{
}

Parameters ProbeTask::initialWeights(std::uint64_t seed) const
{
    ParameterMaker maker(
        [](const std::string& name, at::IntArrayRef shape, const at::Generator& random) {
            if (name.ends_with(".bias"))
                return at::zeros(shape);
            return shape.size() == 1 ? at::ones(shape) // gains of norms
                                     : normalByFanIn(shape, random);
        },
        seed);
    const engine::FaceProbe probe(maker);
    return maker.parameters();
}

TrainingRecipe ProbeTask::recipe() const
{
    return {.optimiser = {.vectorRate = 0.003}, .shards = m_settings.shards};
}

Batch ProbeTask::draw(const TrainingMoment& moment, int shard) const
{
    const auto batch = static_cast<std::uint64_t>(moment.step * m_settings.shards + shard);
    const FaceSamples samples = drawFaces(
        moment.seed * 10'000'000 + batch * static_cast<std::uint64_t>(m_settings.picturesPerShard),
        m_settings.picturesPerShard);
    at::Generator random = randomFor(moment.seed, "probe/spoil", moment.step, shard);
    return {{"pixels", degradePictures(samples.pixels, random)},
            {"readings", samples.readings},
            {"eyes_visible", samples.eyesVisible},
            {"attributes", samples.attributes}};
}

at::Tensor ProbeTask::loss(const Parameters& weights, const Batch& batch, const TrainingMoment&,
                           at::Generator, Figures& figures) const
{
    ParameterReader reader(weights);
    const engine::FaceProbe probe(reader);
    const FaceSamples samples{.pixels = batch.at("pixels"),
                              .readings = batch.at("readings"),
                              .eyesVisible = batch.at("eyes_visible"),
                              .attributes = batch.at("attributes")};
    const FaceSight sight = probe(samples.pixels);
    const auto open = static_cast<std::int64_t>(Reading::Open);
    figures["open"].add((sight.readings.select(1, open) - samples.readings.select(1, open))
                            .square()
                            .mean()
                            .item<double>());
    return probeLoss(sight, samples);
}

} // namespace imprint::train
