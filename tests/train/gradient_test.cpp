#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "tests/support/torch_test.h"

#include "app/train/audio/audio_task.h"
#include "app/train/dit/dit_loss.h"
#include "app/train/dit/dit_task.h"
#include "app/train/dit/teacher_forcing_mixer.h"
#include "app/train/optim/initial_weights.h"
#include "engine/models/pocket/face_move.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/pocket_audio_encoder.h"
#include "engine/models/pocket/pocket_codec.h"
#include "engine/models/pocket/pose_warp.h"
#include "engine/nn/causal_block.h"
#include "engine/nn/norms.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <functional>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;
using engine::WeightReader;

namespace {

/// Builds a layer from weights and applies it.
using Forward = std::function<at::Tensor(WeightReader&)>;

/// Weights of a layer, none of them zero, so that every path carries a gradient.
Parameters randomWeights(const Forward& forward)
{
    ParameterMaker maker(
        [](const std::string&, at::IntArrayRef shape, const at::Generator& random) {
            return shape.size() > 1 ? uniformByFanIn(shape, random).mul_(2)
                                    : at::randn(shape, random).mul_(0.3).add_(0.5);
        },
        11);
    forward(maker);
    return maker.parameters();
}

/// A smooth number that depends on every output.
at::Tensor lossOf(const Forward& forward, const Parameters& weights)
{
    ParameterReader reader(weights);
    const at::Tensor out = forward(reader);
    const at::Tensor mask = at::randn(out.sizes(), randomFor(5, "mask"));
    return (out * mask).sum() / std::sqrt(static_cast<double>(out.numel()));
}

/// Directional derivative along random directions of each weight: by the graph, and by central differences.
void checkGradients(const Forward& forward, double length = 1e-2)
{
    const Parameters weights = randomWeights(forward);
    std::vector<at::Tensor> leaves;
    for (const auto& [name, tensor] : weights)
        leaves.push_back(tensor);
    const auto gradients = torch::autograd::grad({lossOf(forward, weights)}, leaves);
    const c10::NoGradGuard noGraph;
    std::size_t index = 0;
    for (const auto& [name, tensor] : weights) {
        const at::Tensor direction = at::randn(tensor.sizes(), randomFor(6, name));
        const double step = length / direction.norm().item<double>();
        const auto moved = [&](double amount) {
            Parameters changed = weights;
            changed[name] = tensor + amount * direction;
            return lossOf(forward, changed).to(at::kDouble).item<double>();
        };
        const double differences = (moved(step) - moved(-step)) / (2 * step);
        const double graph = (gradients[index++] * direction).sum().item<double>();
        INFO(name);
        CHECK(graph == Approx(differences).epsilon(0.03).margin(0.003));
    }
}

} // namespace

TEST_CASE("Gradients: norms and linear layers agree with finite differences", "[train][gradient]")
{
    RandomTensors random(1);
    const at::Tensor x = random({5, 12});
    checkGradients([&](WeightReader& w) { return engine::Linear(w, "a", 12, 7)(x); });
    checkGradients([&](WeightReader& w) { return engine::RmsNorm(w, "a", 12, 1e-6)(x); });
    checkGradients([&](WeightReader& w) { return engine::LayerNorm(w, "a", 12, 1e-5)(x); });
    checkGradients([&](WeightReader& w) {
        const engine::Linear modulation(w, "m", 12, 24);
        const auto m = modulation(x).chunk(2, -1);
        return engine::modulatedLayerNorm(x, m[0], m[1], 1e-5);
    });
}

TEST_CASE("Gradients: a causal block agrees with finite differences", "[train][gradient]")
{
    RandomTensors random(2);
    const auto norm = GENERATE(engine::QkNorm::FullWidth, engine::QkNorm::PerHead);
    const engine::CausalBlockConfig config{
        .dim = 24, .heads = 2, .ffnDim = 32, .epsilon = 1e-5, .qkNorm = norm};
    const engine::Rotary rotary(engine::RotaryConfig::wan(12, 2, 2));
    const BlockLayout layout = makeBlockLayout({.blockFrames = 1, .blocks = 3, .firstTarget = 2});
    const auto frames = static_cast<std::int64_t>(layout.slots.size());
    const at::Tensor x = random({frames, 4, 24});
    const at::Tensor modulation = random({frames, 6, 24}, 0.3);
    const at::Tensor context = random({frames, 5, 24});
    checkGradients([&](WeightReader& w) {
        const engine::CausalBlock block(w, "b", config);
        TeacherForcingMixer mixer(rotary, layout, 1);
        return block(x, modulation, block.crossKeys(context), mixer);
    });
}

TEST_CASE("Gradients: the warp and what it moves agree with finite differences",
          "[train][gradient]")
{
    RandomTensors random(4);
    // Smooth pictures: a warp's derivative is that of the picture.
    const at::Tensor pictures = at::upsample_bilinear2d(random({2, 3, 4, 4}), {24, 24}, false);
    const at::Tensor amount = random({2, 6, 1, 1, 1}, 0.1);
    checkGradients(
        [&](WeightReader& w) {
            const engine::PoseWarp warp(w, "w");
            return engine::PoseWarp::move(pictures, (warp.flows(pictures) * amount).sum(1));
        },
        0.1); // a long step: positions in a picture are rounded to fp32, which is noise in a short one
}

TEST_CASE("Gradients: what moves a face agrees with finite differences", "[train][gradient]")
{
    RandomTensors random(6);
    const at::Tensor pictures =
        at::upsample_bilinear2d(random({2, 3, 4, 4}, 0.5), {12, 12}, false); // smooth, as they are
    const at::Tensor change = random({2, 3}, 0.3);
    const at::Tensor blink = at::tensor({0.3F, 0.9F});
    checkGradients([&](WeightReader& w) {
        const engine::FaceMove face(w, "f");
        return engine::FaceMove::move(pictures, face(pictures), change, blink);
    });
}

TEST_CASE("Gradients: face controls agree with finite differences", "[train][gradient]")
{
    RandomTensors random(5);
    constexpr std::int64_t kChannels[] = {4, 3};
    const at::Tensor motion = random({2, engine::MotionTrack::kWidthWithMouths}, 0.5);
    const at::Tensor wide = random({2, 4, 4, 4});
    const at::Tensor narrow = random({2, 3, 4, 4});
    checkGradients([&](WeightReader& w) {
        const auto tunings = engine::FaceControls(w, "f", kChannels)(motion);
        return at::cat({tunings[0](wide), tunings[1](narrow)}, 1);
    });
}

TEST_CASE("Gradients: convolutions of codec and audio encoder agree with finite differences",
          "[train][gradient]")
{
    RandomTensors random(3);
    const at::Tensor picture = random({2, 3, 6, 6});
    checkGradients([&](WeightReader& w) { return engine::Conv2d(w, "c", 3, 4, 3)(picture); });
    const at::Tensor sound = random({2, 3, 8});
    checkGradients([&](WeightReader& w) {
        const engine::CausalConv1d conv(w, "c",
                                        {.in = 3, .out = 4, .kernel = 3, .dilation = 2, .left = 4});
        at::Tensor context = conv.emptyContext();
        return conv(sound, context);
    });
    const at::Tensor rows = random({2, 16, 80}, 0.3);
    checkGradients([&](WeightReader& w) {
        const engine::PocketAudioEncoder encoder(w);
        auto state = encoder.makeState();
        return encoder.readOut(encoder(rows, state));
    });
}
