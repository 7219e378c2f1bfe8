#include "tests/support/torch_test.h"

#include "engine/nn/attention.h"
#include "engine/nn/quantized.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cstdio>
#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kOverTokens = 1; // dimensions of [F, S, heads, width]
constexpr std::int64_t kOverWidth = 3;

at::Tensor restored(const at::Tensor& x, std::int64_t dim, int bits)
{
    return dequantize(quantize(x, dim, bits));
}

/// Keys or values with a deviation and a mean of their own in every channel.
at::Tensor uneven(RandomTensors& random)
{
    const at::Tensor deviation = random({1, 1, 3, 16}).exp();
    return random({4, 20, 3, 16}) * deviation + 3 * random({1, 1, 3, 16});
}

double relativeError(const at::Tensor& got, const at::Tensor& expected)
{
    return ((got - expected).norm() / expected.norm()).item<double>();
}

} // namespace

TEST_CASE("quantize: every value comes back within half a step", "[nn][quantized]")
{
    const auto bits = GENERATE(8, 4);
    const auto dim = GENERATE(kOverTokens, kOverWidth);
    const auto size = GENERATE(1e-6, 1e-2, 1.0, 1e3);
    const auto seed = GENERATE(range(0, 10));
    CAPTURE(bits, dim, size, seed);
    RandomTensors random(static_cast<std::uint64_t>(seed));
    const at::Tensor x = uneven(random) * size;
    const Quantized q = quantize(x, dim, bits);
    const at::Tensor error = (dequantize(q) - x).abs();
    // The sum in fp32 rounds too.
    const at::Tensor room = 2 * std::numeric_limits<float>::epsilon() * x.abs();
    REQUIRE(at::all(error <= q.scale.to(at::kFloat) / 2 + room).item<bool>());
}

TEST_CASE("quantize: steps are as fine as the range of a group allows", "[nn][quantized]")
{
    const auto bits = GENERATE(8, 4);
    RandomTensors random(40);
    const at::Tensor x = uneven(random);
    const Quantized q = quantize(x, kOverTokens, bits);
    const at::Tensor range = x.amax({kOverTokens}, true) - x.amin({kOverTokens}, true);
    const at::Tensor finest = range / ((1 << bits) - 1);
    // fp16 keeps 11 bits of the offset: a thousandth of it may be added to the range.
    const at::Tensor room = 2e-3 * (range + x.abs().amax({kOverTokens}, true));
    CHECK(at::all(q.scale.to(at::kFloat) <= finest + room / ((1 << bits) - 1)).item<bool>());
}

TEST_CASE("quantize: shapes and bytes", "[nn][quantized]")
{
    const at::Tensor x = at::zeros({4, 20, 3, 16});
    const Quantized keys = quantize(x, kOverTokens, 8);
    CHECK(keys.codes.sizes() == at::IntArrayRef({4, 20, 3, 16}));
    CHECK(keys.scale.sizes() == at::IntArrayRef({4, 1, 3, 16}));
    const Quantized values = quantize(x, kOverWidth, 4);
    CHECK(values.codes.sizes() == at::IntArrayRef({4, 20, 3, 8}));
    CHECK(values.offset.sizes() == at::IntArrayRef({4, 20, 3, 1}));
    CHECK(values.codes.scalar_type() == at::kByte);
    CHECK(values.scale.scalar_type() == at::kHalf);
}

TEST_CASE("quantize: a group of equal values needs no steps", "[nn][quantized]")
{
    const auto bits = GENERATE(8, 4);
    CHECK(at::all(restored(at::zeros({1, 2, 1, 4}), kOverWidth, bits) == 0).item<bool>());
    const at::Tensor third = at::full({1, 2, 1, 4}, 1.0 / 3.0);
    CHECK(distance(restored(third, kOverWidth, bits), third) < 1e-3 / (1 << bits));
}

TEST_CASE("quantize: all codes of four bits survive packing", "[nn][quantized]")
{
    const at::Tensor x = at::arange(16, at::kFloat).view({1, 1, 1, 16});
    CHECK(distance(restored(x, kOverWidth, 4), x) < 0.01);
    CHECK(distance(restored(x.flip(3), kOverWidth, 4), x.flip(3)) < 0.01);
    CHECK(errorOf([] {
              quantize(at::zeros({1, 1, 1, 3}), kOverWidth, 4);
          }).code == ErrorCode::Internal);
}

TEST_CASE("quantize: what fp16 cannot hold is refused", "[nn][quantized]")
{
    for (const double wrong : {std::numeric_limits<double>::quiet_NaN(), 1e6, -1e6, 1e30}) {
        at::Tensor x = at::zeros({1, 2, 1, 4});
        x[0][1][0][2] = wrong;
        const CaughtError error = errorOf([&] { quantize(x, kOverWidth, 4); });
        CAPTURE(wrong);
        REQUIRE(error.code == ErrorCode::Unsupported);
        CHECK(error.names("Use a KV cache of 16 bits"));
    }
}

TEST_CASE("quantize: attention hardly notices eight bits, and four a little", "[nn][quantized]")
{
    RandomTensors random(41);
    const at::Tensor q = random({1, 192, 2, 64});
    const at::Tensor k = random({6, 64, 2, 64});
    const at::Tensor v = random({6, 64, 2, 64});
    const auto attended = [&](const at::Tensor& keys, const at::Tensor& values) {
        return attend(q, keys.flatten(0, 1).unsqueeze(0), values.flatten(0, 1).unsqueeze(0));
    };
    const at::Tensor exact = attended(k, v);
    for (const auto& [bits, bound] : {std::pair{8, 0.01}, std::pair{4, 0.2}}) {
        const double error = relativeError(
            attended(restored(k, kOverTokens, bits), restored(v, kOverWidth, bits)), exact);
        std::printf("KV in %d bits, random data: attention output differs by %.3f %%\n", bits,
                    100 * error);
        CHECK(error < bound);
        CHECK(error > bound / 30); // it is quantised at all
    }
}
