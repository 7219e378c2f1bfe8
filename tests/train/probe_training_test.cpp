#include <c10/core/GradMode.h>

#include "tests/support/torch_test.h"

#include "app/train/optim/trainable_weights.h"
#include "app/train/probe/probe_training.h"
#include "engine/models/probe/face_probe.h"
#include "tests/support/temporary_folder.h"

#include <numeric>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::train;

namespace {

std::vector<double> lossesOf(const ProbeTrainingSettings& settings, const std::string& directory)
{
    std::vector<double> losses;
    trainProbe(settings, directory, [&](int, double loss) {
        losses.push_back(loss);
        return true;
    });
    return losses;
}

double mean(const std::vector<double>& values, std::size_t first, std::size_t end)
{
    return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(first),
                           values.begin() + static_cast<std::ptrdiff_t>(end), 0.0) /
           static_cast<double>(end - first);
}

} // namespace

TEST_CASE("Probe training: a miniature lowers the loss and is repeatable", "[train]")
{
    const TemporaryFolder folder;
    const ProbeTrainingSettings settings{.seed = 3, .steps = 160, .batch = 8};
    const std::vector<double> losses = lossesOf(settings, folder.path());
    REQUIRE(losses.size() == 160);
    CHECK(mean(losses, 140, 160) < 0.8 * mean(losses, 0, 5));
    const auto probe =
        engine::FaceProbe::load(folder.path()); // the file is what the layers ask for
    CHECK(lossesOf({.seed = 3, .steps = 4, .batch = 8, .learningRate = settings.learningRate},
                   folder.path())
              .at(0) == losses.at(0));
}

TEST_CASE("Probe training: it can be ended early", "[train]")
{
    const TemporaryFolder folder;
    int steps = 0;
    trainProbe({.steps = 50, .batch = 2}, folder.path(), [&](int, double) { return ++steps < 3; });
    CHECK(steps == 3);
    CHECK_NOTHROW(engine::FaceProbe::load(folder.path()));
}

TEST_CASE("FaceProbe: gradients are those of finite differences", "[train]")
{
    TrainableWeights weights(11);
    const engine::FaceProbe probe(weights);
    const at::Tensor pixels = at::rand({1, 3, 192, 192}).mul_(255);
    const auto value = [&] {
        const engine::FaceSight sight = probe(pixels);
        return sight.readings.sum() + sight.attributes.square().mean();
    };
    value().backward();
    for (const char* name : {"readings.weight", "identity.weight", "mouth.features.weight"}) {
        at::Tensor weight = weights.tensors().at(name);
        const at::Tensor gradient = weight.grad().clone();
        // Along the gradient itself: the change per length is the gradient's norm.
        const double norm = gradient.norm().item<double>();
        const c10::NoGradGuard noGradients;
        const double step = 1e-2 / std::max(norm, 1e-3);
        const at::Tensor direction = gradient / norm;
        weight.add_(direction, step);
        const double above = value().item<double>();
        weight.add_(direction, -2 * step);
        const double below = value().item<double>();
        weight.add_(direction, step);
        INFO(name);
        CHECK((above - below) / (2 * step) == Approx(norm).epsilon(0.03));
    }
}
