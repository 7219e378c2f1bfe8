#include "app/train/probe/probe_training.h"

#include "app/train/optim/trainable_weights.h"
#include "app/train/probe/face_samples.h"
#include "engine/models/probe/face_probe.h"
#include "engine/weights/weight_file.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/optim/adamw.h>

#include <cmath>
#include <numbers>

namespace imprint::train {
namespace {

using engine::AttributeRange;
using engine::FaceProbe;
using engine::FaceSight;
using engine::Reading;

// Seeds of held-out people lie far from those of training.
constexpr std::uint64_t kHeldOut = 1'000'000'000;
constexpr double kAttributeWeight = 0.25; // attributes are easier than mouths
constexpr int kWarmUp = 50;

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

/// 1 for the readings of the eyes [1, 16]: they say nothing behind sunglasses.
at::Tensor eyeReadings()
{
    at::Tensor eyes = at::zeros({1, static_cast<std::int64_t>(engine::kReadings)});
    for (const Reading reading : {Reading::Blink, Reading::GazeX, Reading::GazeY})
        eyes[0][static_cast<std::int64_t>(reading)].fill_(1.0);
    return eyes;
}

at::Tensor deviations()
{
    const engine::FaceReadings& values = engine::readingScale().deviation;
    return at::tensor(at::ArrayRef<float>(values.data(), values.size()));
}

FaceSamples makeBatch(std::uint64_t firstSeed, int count)
{
    std::vector<FaceExample> examples;
    for (int i = 0; i < count; ++i)
        examples.push_back(sampleFace(firstSeed + static_cast<std::uint64_t>(i)));
    return renderSamples(examples);
}

at::Tensor probeLoss(const FaceSight& sight, const FaceSamples& truth)
{
    const at::Tensor visible = 1 - eyeReadings() * (1 - truth.eyesVisible.unsqueeze(1)); // [N, 16]
    const at::Tensor error = (sight.readings - truth.readings) / deviations();
    at::Tensor loss = (error.square() * visible * readingWeights()).mean();
    std::int64_t category = 0;
    for (const AttributeRange& range : engine::attributeRanges()) {
        const at::Tensor logits = sight.attributes.narrow(1, range.first, range.count);
        loss = loss + kAttributeWeight *
                          at::cross_entropy_loss(logits, truth.attributes.select(1, category++));
    }
    return loss;
}

double learningRate(const ProbeTrainingSettings& settings, int step)
{
    const double warm = std::min(1.0, (step + 1.0) / kWarmUp);
    const double done = static_cast<double>(step) / settings.steps;
    return settings.learningRate * warm * 0.5 * (1 + std::cos(std::numbers::pi * done));
}

double correlation(const at::Tensor& a, const at::Tensor& b)
{
    const at::Tensor da = a - a.mean();
    const at::Tensor db = b - b.mean();
    const double scale =
        std::sqrt(da.square().sum().item<double>() * db.square().sum().item<double>());
    return scale > 0 ? (da * db).sum().item<double>() / scale : 0.0;
}

} // namespace

void trainProbe(const ProbeTrainingSettings& settings, const std::string& directory,
                const ProbeProgress& progress)
{
    TrainableWeights weights(settings.seed);
    const FaceProbe probe(weights);
    std::vector<at::Tensor> parameters;
    for (const auto& [name, tensor] : weights.tensors())
        parameters.push_back(tensor);
    torch::optim::AdamW optimizer(
        parameters,
        torch::optim::AdamWOptions(settings.learningRate).betas({0.9, 0.98}).weight_decay(0.01));
    at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(settings.seed);
    const std::uint64_t firstSeed = settings.seed * 10'000'000;
    for (int step = 0; step < settings.steps; ++step) {
        const auto offset =
            static_cast<std::uint64_t>(step) * static_cast<std::uint64_t>(settings.batch);
        FaceSamples samples = makeBatch(firstSeed + offset, settings.batch);
        samples.pixels = degradePictures(samples.pixels, generator);
        for (auto& group : optimizer.param_groups())
            group.options().set_lr(learningRate(settings, step));
        optimizer.zero_grad();
        const at::Tensor loss = probeLoss(probe(samples.pixels), samples);
        loss.backward();
        optimizer.step();
        if (!progress(step, loss.item<double>()))
            break;
    }
    engine::writeSafetensors(directory + "/probe.safetensors", weights.halfPrecision());
}

ProbeScore scoreProbe(const std::string& directory, int count)
{
    const auto probe = FaceProbe::load(directory);
    at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(kHeldOut);
    std::vector<at::Tensor> readings, truths, visible, hits;
    constexpr int kBatch = 50;
    for (int done = 0; done < count; done += kBatch) {
        const FaceSamples samples =
            makeBatch(kHeldOut + static_cast<std::uint64_t>(done), std::min(kBatch, count - done));
        const FaceSight sight = (*probe)(degradePictures(samples.pixels, generator));
        readings.push_back(sight.readings);
        truths.push_back(samples.readings);
        visible.push_back(samples.eyesVisible);
        std::vector<at::Tensor> columns;
        std::int64_t category = 0;
        for (const AttributeRange& range : engine::attributeRanges()) {
            const at::Tensor named = sight.attributes.narrow(1, range.first, range.count).argmax(1);
            columns.push_back(named.eq(samples.attributes.select(1, category++)).to(at::kFloat));
        }
        hits.push_back(at::stack(columns, 1));
    }
    const at::Tensor read = at::cat(readings);
    const at::Tensor truth = at::cat(truths);
    const at::Tensor seen = at::cat(visible).nonzero().squeeze(1);
    const at::Tensor accuracy = at::cat(hits).mean(0);
    ProbeScore score;
    for (const auto& [reading, name] : enumNames(Reading{})) {
        const auto column = static_cast<std::int64_t>(reading);
        const bool eyes = eyeReadings()[0][column].item<float>() > 0;
        const auto pick = [&](const at::Tensor& all) {
            return eyes ? all.select(1, column).index_select(0, seen) : all.select(1, column);
        };
        score.correlations[std::string(name)] = correlation(pick(read), pick(truth));
    }
    std::int64_t category = 0;
    for (const AttributeRange& range : engine::attributeRanges())
        score.accuracies[range.category] = accuracy[category++].item<double>();
    return score;
}

} // namespace imprint::train
