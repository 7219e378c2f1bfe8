#include <torch/csrc/autograd/autograd.h>

#include "tests/support/torch_test.h"

#include "app/train/optim/training_run.h"
#include "app/train/probe/probe_score.h"
#include "app/train/probe/probe_task.h"
#include "engine/models/probe/face_probe.h"
#include "engine/weights/weight_file.h"
#include "tests/support/temporary_folder.h"

#include <c10/core/GradMode.h>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::train;

TEST_CASE("ProbeTask: a miniature lowers the loss, and its weights are a probe's",
          "[train][miniature]")
{
    const TemporaryFolder folder;
    ProbeTask task({.picturesPerShard = 4});
    const TrainingOutcome outcome = runTraining(
        task, {.folder = folder.path(), .name = "probe", .seed = 3, .steps = 240, .logEvery = 20},
        [](const LogRow&, std::int64_t, double) { return true; });
    // measured: 0.78
    CHECK(outcome.log.back().figures.at("loss") < 0.85 * outcome.log.front().figures.at("loss"));
    engine::writeSafetensors(folder / "probe.safetensors", outcome.average);
    const ProbeScore score = scoreProbe(*engine::FaceProbe::load(folder.path()), 50);
    CHECK(score.correlations.size() == engine::kReadings);
    CHECK(score.accuracies.at("bg") > 0.1); // ten backgrounds
}

TEST_CASE("FaceProbe: gradients are those of finite differences", "[train][gradient]")
{
    const Parameters weights = ProbeTask({}).initialWeights(11);
    const at::Tensor pixels = at::rand({1, 3, 192, 192}, randomFor(1, "pixels")).mul_(255);
    const auto value = [&](const Parameters& current) {
        ParameterReader reader(current);
        const engine::FaceProbe probe(reader);
        const engine::FaceSight sight = probe(pixels);
        return sight.readings.sum() + sight.attributes.square().mean();
    };
    for (const char* name : {"readings.weight", "identity.weight", "mouth.features.weight"}) {
        const at::Tensor gradient =
            torch::autograd::grad({value(weights)}, {weights.at(name)}).front();
        // Along the gradient itself: the change per length is the gradient's norm.
        const double norm = gradient.norm().item<double>();
        const double step = 1e-2 / std::max(norm, 1e-3);
        const c10::NoGradGuard noGradients;
        const auto moved = [&](double amount) {
            Parameters changed = weights;
            changed[name] = weights.at(name) + amount * gradient / norm;
            return value(changed).item<double>();
        };
        INFO(name);
        CHECK((moved(step) - moved(-step)) / (2 * step) == Approx(norm).epsilon(0.03));
    }
}
