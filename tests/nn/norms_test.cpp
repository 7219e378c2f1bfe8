#include "tests/support/torch_test.h"

#include "engine/nn/norms.h"
#include "engine/weights/weight_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kWidth = 12;

/// norm.weight and norm.bias, random.
struct StoredNorm {
    TemporaryFolder folder;
    at::Tensor weight;
    at::Tensor bias;

    StoredNorm()
    {
        RandomTensors random(7);
        weight = random({kWidth});
        bias = random({kWidth});
        writeSafetensors(folder / "w", {{"norm.weight", weight}, {"norm.bias", bias}});
    }

    RmsNorm rms(double epsilon, at::ScalarType type = at::kFloat) const
    {
        WeightFile weights(folder / "w", type);
        return {weights, "norm", kWidth, epsilon};
    }
};

at::Tensor normalised(const at::Tensor& x, double epsilon)
{
    const at::Tensor wide = x.to(at::kDouble);
    const at::Tensor centred = wide - wide.mean(-1, true);
    return centred / (centred.square().mean(-1, true) + epsilon).sqrt();
}

at::Tensor rmsByFormula(const at::Tensor& x, double epsilon)
{
    const at::Tensor wide = x.to(at::kDouble);
    return wide / (wide.square().mean(-1, true) + epsilon).sqrt();
}

} // namespace

TEST_CASE("RmsNorm: equals the formula in fp64", "[nn][norms]")
{
    const StoredNorm stored;
    RandomTensors random(8);
    const at::Tensor x = random({3, 5, kWidth}, 4.0);
    CHECK(distance(stored.rms(1e-6)(x), rmsByFormula(x, 1e-6) * stored.weight) < 5e-6);
}

TEST_CASE("RmsNorm: epsilon decides for tiny values", "[nn][norms]")
{
    const StoredNorm stored;
    RandomTensors random(9);
    const at::Tensor x = random({4, kWidth}, 1e-3);
    const at::Tensor fine = stored.rms(1e-6)(x);
    CHECK(distance(fine, rmsByFormula(x, 1e-6) * stored.weight) < 5e-6);
    CHECK(distance(fine, stored.rms(1e-5)(x)) > 0.1);
    CHECK(at::all(stored.rms(1e-6)(at::zeros({1, kWidth})) == 0).item<bool>());
}

TEST_CASE("RmsNorm: bf16 stays bf16, with the mean of squares in fp32", "[nn][norms]")
{
    const StoredNorm stored;
    RandomTensors random(10);
    const at::Tensor x = random({6, kWidth}, 3.0).to(at::kBFloat16);
    const at::Tensor got = stored.rms(1e-6, at::kBFloat16)(x);
    REQUIRE(got.scalar_type() == at::kBFloat16);
    const at::Tensor rounded = rmsByFormula(x, 1e-6).to(at::kBFloat16); // before the product
    CHECK(at::equal(got, rounded * stored.weight.to(at::kBFloat16)));
}

TEST_CASE("LayerNorm: equals the formula in fp64, epsilon included", "[nn][norms]")
{
    const auto deviation = GENERATE(3.0, 1e-3);
    const StoredNorm stored;
    RandomTensors random(11);
    const at::Tensor x = random({2, 4, kWidth}, deviation);
    WeightFile weights(stored.folder / "w");
    const LayerNorm norm(weights, "norm", kWidth, 1e-5);
    CHECK(distance(norm(x), normalised(x, 1e-5) * stored.weight + stored.bias) < 5e-6);
}

TEST_CASE("ModulatedLayerNorm: shift is added to what scale + 1 multiplies", "[nn][norms]")
{
    const auto deviation = GENERATE(3.0, 1e-3);
    RandomTensors random(12);
    const at::Tensor x = random({2, 4, kWidth}, deviation);
    const at::Tensor shift = random({2, 1, kWidth});
    const at::Tensor scale = random({2, 1, kWidth});
    const at::Tensor expected = normalised(x, 1e-6) * (scale + 1) + shift;
    CHECK(distance(modulatedLayerNorm(x, shift, scale, 1e-6), expected) < 1e-5);
    const at::Tensor one = modulatedLayerNorm(x, shift[0][0], scale[0], 1e-6);
    CHECK(distance(one[0], expected[0]) < 1e-5);
}
