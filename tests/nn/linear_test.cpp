#include "tests/support/torch_test.h"

#include "engine/nn/linear.h"
#include "engine/weights/weight_file.h"
#include "tests/support/block_weights.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("Linear: equals x Wᵀ + b in fp64", "[nn][linear]")
{
    const TemporaryFolder folder;
    RandomTensors random(13);
    Weights stored;
    addLinear(stored, "layer", 6, 4, random);
    writeSafetensors(folder / "w", stored);
    const at::Tensor x = random({2, 3, 6});

    WeightFile weights(folder / "w");
    const at::Tensor product =
        at::matmul(x.to(at::kDouble), stored["layer.weight"].t().to(at::kDouble));
    CHECK(distance(Linear(weights, "layer", 6, 4)(x), product + stored["layer.bias"]) < 1e-6);

    writeSafetensors(folder / "n", {{"layer.weight", stored["layer.weight"]}});
    WeightFile withoutBias(folder / "n");
    CHECK(distance(Linear(withoutBias, "layer", 6, 4, Bias::No)(x), product) < 1e-6);
}

TEST_CASE("Linear: the layout and type of the input do not matter", "[nn][linear]")
{
    const TemporaryFolder folder;
    RandomTensors random(15);
    Weights stored;
    addLinear(stored, "layer", 6, 4, random);
    writeSafetensors(folder / "w", stored);
    WeightFile weights(folder / "w");
    const Linear layer(weights, "layer", 6, 4);
    const at::Tensor strided = random({6, 2, 3}).permute({1, 2, 0});
    CHECK(distance(layer(strided), layer(strided.contiguous())) == 0);
    CHECK(distance(layer(strided)[1][2], layer(strided[1][2])) < 1e-6);

    WeightFile halfWeights(folder / "w", at::kBFloat16);
    const at::Tensor half = Linear(halfWeights, "layer", 6, 4)(strided.to(at::kBFloat16));
    CHECK(half.scalar_type() == at::kBFloat16);
    CHECK(distance(half, layer(strided)) < 0.05);
}

TEST_CASE("Linear: fused layers give what the separate ones give, in their order", "[nn][linear]")
{
    const TemporaryFolder folder;
    RandomTensors random(14);
    Weights stored;
    for (const char* name : {"q", "k", "v"})
        addLinear(stored, name, 8, 5, random);
    writeSafetensors(folder / "w", stored);
    const at::Tensor x = random({7, 8});

    WeightFile together(folder / "w");
    const auto parts = Linear::fused(together, {"q", "k", "v"}, 8, 5)(x).chunk(3, -1);
    CHECK_NOTHROW(together.finish());
    WeightFile apart(folder / "w");
    CHECK(distance(parts[0], Linear(apart, "q", 8, 5)(x)) < 1e-6);
    CHECK(distance(parts[1], Linear(apart, "k", 8, 5)(x)) < 1e-6);
    CHECK(distance(parts[2], Linear(apart, "v", 8, 5)(x)) < 1e-6);
}

TEST_CASE("Linear: a swapped or missing tensor is named", "[nn][linear]")
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "w", {{"layer.weight", at::zeros({4, 6})}});
    WeightFile swapped(folder / "w");
    const CaughtError shape = errorOf([&] { Linear(swapped, "layer", 4, 6); });
    REQUIRE(shape.code == ErrorCode::BadShape);
    CHECK(shape.names("'layer.weight'"));
    WeightFile weights(folder / "w");
    const CaughtError bias = errorOf([&] { Linear(weights, "layer", 6, 4); });
    REQUIRE(bias.code == ErrorCode::BadInput);
    CHECK(bias.names("'layer.bias' is missing"));
}
