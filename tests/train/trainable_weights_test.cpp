#include "tests/support/torch_test.h"

#include "app/train/optim/trainable_weights.h"
#include "engine/nn/linear.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::test;
using imprint::train::TrainableWeights;

TEST_CASE("TrainableWeights: the start depends on seed and name alone", "[train]")
{
    TrainableWeights a(3);
    TrainableWeights b(3);
    const at::Tensor first = a.require("x.weight", {8, 16});
    b.require("y.weight", {8, 16});
    CHECK(distance(first, b.require("x.weight", {8, 16})) == 0.0);
    CHECK(distance(first, TrainableWeights(4).require("x.weight", {8, 16})) > 0.1);
    CHECK(distance(first, b.tensors().at("y.weight")) > 0.1);
    CHECK(first.requires_grad());
    CHECK(a.require("x.bias", {8}).abs().max().item<float>() == 0.0F);
}

TEST_CASE("TrainableWeights: variance is 2 / fan-in", "[train]")
{
    TrainableWeights weights(1);
    const at::Tensor kernel = weights.require("c.weight", {64, 32, 3, 3});
    CHECK(kernel.std().item<double>() == Approx(std::sqrt(2.0 / (32 * 9))).epsilon(0.05));
}

TEST_CASE("TrainableWeights: a layer learns through them, and a name is given out once", "[train]")
{
    TrainableWeights weights(1);
    const engine::Linear layer(weights, "layer", 4, 2);
    layer(at::ones({3, 4})).sum().backward();
    CHECK(weights.tensors().at("layer.weight").grad().eq(3).all().item<bool>());
    CHECK(weights.tensors().at("layer.bias").grad().eq(3).all().item<bool>());
    const CaughtError twice = errorOf([&] { weights.require("layer.bias", {2}); });
    CHECK(twice.code == ErrorCode::BadInput);
    CHECK(twice.names("layer.bias"));
    CHECK(weights.halfPrecision().at("layer.weight").scalar_type() == at::kHalf);
    CHECK_FALSE(weights.halfPrecision().at("layer.weight").requires_grad());
}
