#include "tests/support/torch_test.h"

#include "engine/nn/upsampling_conv2d.h"
#include "tests/support/random_weights.h"

#include <optional>

using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("UpsamplingConv2d: is the convolution of the input enlarged twofold", "[nn]")
{
    RandomTensors random(4);
    for (int trial = 0; trial < 12; ++trial) {
        RandomWeights weights(static_cast<std::uint64_t>(trial));
        const std::int64_t in = random.between(1, 9);
        const Bias bias = trial % 2 == 0 ? Bias::Yes : Bias::No;
        const UpsamplingConv2d conv(weights, "c", in, random.between(1, 9), bias);
        const at::Tensor x =
            random({random.between(1, 3), in, random.between(1, 9), random.between(1, 9)});
        const at::Tensor enlarged = at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
        const auto added = bias == Bias::Yes ? std::optional(weights["c.bias"]) : std::nullopt;
        const at::Tensor expected = at::conv2d(enlarged, weights["c.weight"], added, 1, 1);
        CHECK(distance(conv(x), expected) < 1e-5);
        CHECK(weights.has("c.bias") == (bias == Bias::Yes));
    }
}

TEST_CASE("UpsamplingConv2d: computes in the type of its weights", "[nn]")
{
    RandomTensors random(5);
    RandomWeights exactWeights(5);
    RandomWeights weights(5, at::kBFloat16);
    const UpsamplingConv2d exact(exactWeights, "c", 8, 4);
    const UpsamplingConv2d conv(weights, "c", 8, 4);
    const at::Tensor x = random({1, 8, 5, 6});
    const at::Tensor y = conv(x.to(at::kBFloat16));
    CHECK(y.scalar_type() == at::kBFloat16);
    CHECK(distance(y, exact(x)) < 0.05);
}
