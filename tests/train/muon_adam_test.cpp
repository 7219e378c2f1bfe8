#include "tests/support/torch_test.h"

#include "app/train/optim/muon_adam.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cmath>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

bool isMatrix(const std::string& name, const at::Tensor&)
{
    return name == "matrix";
}

/// Gradient of |w - goal|² for each parameter.
Parameters towards(const Parameters& weights, const Parameters& goal)
{
    Parameters gradients;
    for (const auto& [name, tensor] : weights)
        gradients.emplace(name, 2 * (tensor - goal.at(name)));
    return gradients;
}

double distanceTo(const Parameters& weights, const Parameters& goal)
{
    double sum = 0;
    for (const auto& [name, tensor] : weights)
        sum += (tensor - goal.at(name)).square().sum().item<double>();
    return std::sqrt(sum);
}

} // namespace

TEST_CASE("orthogonalised: singular values come out near 1, whatever they were", "[train][optim]")
{
    RandomTensors random(1);
    for (const auto& [rows, columns] : {std::pair{48, 48}, {24, 96}, {96, 24}}) {
        const at::Tensor m = random({rows, columns}, 0.01);
        const at::Tensor values = at::linalg_svdvals(orthogonalised(m));
        CAPTURE(rows, columns, values.min().item<double>(), values.max().item<double>());
        CHECK(values.max().item<double>() < 1.4);
        CHECK(values.narrow(0, 0, values.size(0) * 3 / 4).min().item<double>() > 0.5);
    }
}

TEST_CASE("orthogonalised: keeps the directions of its input", "[train][optim]")
{
    RandomTensors random(2);
    const at::Tensor m = random({32, 64});
    const auto [u, s, v] = at::linalg_svd(m, /*full_matrices=*/false);
    const at::Tensor ideal = at::mm(u, v);
    const at::Tensor got = orthogonalised(m);
    const double cosine = ((ideal * got).sum() / (ideal.norm() * got.norm())).item<double>();
    CHECK(cosine > 0.95);
}

TEST_CASE("MuonAdam: the first AdamW step moves each value by the learning rate", "[train][optim]")
{
    RandomTensors random(3);
    Parameters weights{{"vector", at::zeros({5})}};
    MuonAdam optimiser({.vectorRate = 0.01, .clipNorm = 1e9}, weights);
    const at::Tensor gradient = random({5});
    optimiser.step(weights, {{"vector", gradient}}, 0.5);
    CHECK(distance(weights.at("vector"), -0.005 * gradient.sign()) < 1e-6);
}

TEST_CASE("MuonAdam: a huge gradient of vectors is clipped", "[train][optim]")
{
    Parameters weights{{"a", at::zeros({4})}, {"b", at::zeros({4})}};
    MuonAdam clipped({.vectorRate = 0.01}, weights);
    clipped.step(weights, {{"a", at::full({4}, 1e6)}, {"b", at::full({4}, 1e6)}}, 1);
    const double first = clipped.state().at("adam1.a").norm().item<double>();
    CHECK(first < 0.1); // 0.1 of a gradient whose norm was cut to 1
    CHECK(first > 0);
}

TEST_CASE("MuonAdam: both halves find the minimum of a bowl", "[train][optim]")
{
    RandomTensors random(4);
    Parameters weights{{"matrix", at::zeros({8, 16})}, {"vector", at::zeros({12})}};
    const Parameters goal{{"matrix", random({8, 16})}, {"vector", random({12})}};
    MuonAdam optimiser({.matrixRate = 0.05, .vectorRate = 0.05, .threads = 2, .isMatrix = isMatrix},
                       weights);
    const double before = distanceTo(weights, goal);
    for (int step = 0; step < 300; ++step)
        optimiser.step(weights, towards(weights, goal), 1.0 - step / 300.0);
    CHECK(distanceTo(weights, goal) < 0.05 * before);
}

TEST_CASE("MuonAdam: goes on from its state as if it had never stopped", "[train][optim]")
{
    RandomTensors random(5);
    const Parameters goal{{"matrix", random({4, 6})}, {"vector", random({3})}};
    const MuonAdamSettings settings{.isMatrix = isMatrix};
    Parameters weights{{"matrix", at::zeros({4, 6})}, {"vector", at::zeros({3})}};
    MuonAdam optimiser(settings, weights);
    for (int step = 0; step < 5; ++step)
        optimiser.step(weights, towards(weights, goal), 1);
    Parameters resumedWeights = detachedCopy(weights);
    MuonAdam resumed(settings, resumedWeights);
    resumed.restore(detachedCopy(optimiser.state()));
    for (int step = 0; step < 5; ++step) {
        optimiser.step(weights, towards(weights, goal), 1);
        resumed.step(resumedWeights, towards(resumedWeights, goal), 1);
    }
    for (const auto& [name, tensor] : weights)
        CHECK(at::equal(tensor, resumedWeights.at(name)));
}

TEST_CASE("MuonAdam: refuses the state of another network", "[train][optim]")
{
    const Parameters weights{{"vector", at::zeros({3})}};
    MuonAdam optimiser({}, weights);
    MuonAdam other({}, {{"vector", at::zeros({4})}});
    CHECK(errorOf([&] { optimiser.restore(other.state()); }).names("adam1.vector"));
}
