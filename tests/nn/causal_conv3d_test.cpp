#include "tests/support/torch_test.h"

#include "engine/nn/causal_conv3d.h"
#include "tests/support/random_weights.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// The whole clip x [F, C, H, W] at once, zeros before its first frame.
at::Tensor wholeClip(const at::Tensor& x, const RandomWeights& weights)
{
    const at::Tensor& weight = weights["c.weight"];
    const std::int64_t around = weight.size(3) / 2;
    const at::Tensor padded = at::constant_pad_nd(
        x.transpose(0, 1).unsqueeze(0), {around, around, around, around, weight.size(2) - 1, 0});
    return at::conv3d(padded, weight, weights["c.bias"])[0].transpose(0, 1);
}

} // namespace

TEST_CASE("CausalConv3d: frame by frame is the convolution of the whole clip", "[nn]")
{
    RandomTensors random(1);
    for (int trial = 0; trial < 12; ++trial) {
        RandomWeights weights(static_cast<std::uint64_t>(trial));
        const CausalConv3dShape shape{.in = random.between(1, 9),
                                      .out = random.between(1, 9),
                                      .taps = random.between(1, 4),
                                      .kernel = 2 * random.between(0, 2) + 1};
        const CausalConv3d conv(weights, "c", shape);
        const at::Tensor clip =
            random({random.between(1, 6), shape.in, random.between(1, 9), random.between(1, 9)});
        FrameHistory history;
        std::vector<at::Tensor> frames;
        for (std::int64_t i = 0; i < clip.size(0); ++i) {
            frames.push_back(conv(clip.narrow(0, i, 1).clone(), history));
            CHECK(static_cast<std::int64_t>(history.size()) == std::min(i + 1, shape.taps - 1));
        }
        CHECK(distance(at::cat(frames), wholeClip(clip, weights)) < 1e-5);
    }
}

TEST_CASE("CausalConv3d: a copied history is another stream", "[nn]")
{
    RandomTensors random(2);
    RandomWeights weights(2);
    const CausalConv3d conv(weights, "c", {.in = 3, .out = 2});
    const at::Tensor clip = random({5, 3, 4, 4});
    const auto frame = [&](std::int64_t i) { return clip.narrow(0, i, 1).clone(); };
    FrameHistory history;
    conv(frame(0), history);
    FrameHistory copy = history;
    const at::Tensor there = conv(frame(1), history);
    conv(frame(4), copy);
    const at::Tensor other = conv(frame(2), copy);
    CHECK(distance(conv(frame(2), history), other) > 1e-3);
    FrameHistory again;
    conv(frame(0), again);
    CHECK(at::equal(conv(frame(1), again), there));
}

TEST_CASE("CausalConv3d: what is only remembered counts like what was convolved", "[nn]")
{
    RandomTensors random(3);
    RandomWeights weights(3);
    const CausalConv3d conv(weights, "c", {.in = 3, .out = 2});
    const at::Tensor first = random({1, 3, 4, 4});
    const at::Tensor second = random({1, 3, 4, 4});
    FrameHistory convolved;
    FrameHistory remembered;
    conv(first, convolved);
    conv.remember(first, remembered);
    CHECK(at::equal(conv(second, convolved), conv(second, remembered)));
}
