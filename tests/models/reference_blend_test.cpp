#include "tests/support/torch_test.h"

#include "engine/models/pocket/pocket_codec.h"
#include "engine/weights/weight_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <map>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kTrunk = 6;
constexpr std::int64_t kFrames = 4; // per latent
constexpr std::int64_t kFlows = 2 * kFrames;

using Tensors = std::map<std::string, at::Tensor>;

/// A blend whose answer is its last bias, whatever it sees: the same displacement and trust everywhere.
ReferenceBlend constantBlend(const at::Tensor& bias)
{
    const TemporaryFolder folder;
    RandomTensors random(1);
    const auto conv = [&](Tensors& all, const char* name, std::int64_t in, std::int64_t out) {
        all[std::string("b.") + name + ".weight"] = random({out, in, 3, 3}, 0.1);
        all[std::string("b.") + name + ".bias"] = random({out}, 0.1);
    };
    Tensors all;
    conv(all, "reference.0", 27 * kFrames, 32);
    conv(all, "reference.1", 32, 32);
    conv(all, "mix", kTrunk + 32, kTrunk);
    conv(all, "out", kTrunk, kFrames * 11);
    all["b.out.weight"].zero_();
    all["b.out.bias"] = bias;
    writeSafetensors(folder / "w", all);
    WeightFile weights(folder / "w");
    return {weights, "b", kTrunk, kFrames, /*redraws=*/false};
}

/// Displacements in features (3 pixels), one trust for all.
at::Tensor answer(double right, double down, double trust)
{
    at::Tensor bias = at::full({kFrames * 11}, trust);
    for (std::int64_t frame = 0; frame < kFrames; ++frame) {
        bias[2 * frame] = right;
        bias[2 * frame + 1] = down;
    }
    return bias;
}

constexpr double kFully = 40; // sigmoid: 1
constexpr double kNotAtAll = -40;

} // namespace

TEST_CASE("ReferenceBlend: without trust the frames stay as they were", "[models][pocket]")
{
    RandomTensors random(2);
    const ReferenceBlend blend = constantBlend(answer(0.5, -1, kNotAtAll));
    const at::Tensor frames = random({2, kFrames, 3, 24, 24});
    const at::Tensor posed = random({2, kFrames, 3, 24, 24});
    CHECK(distance(blend(random({2, kTrunk, 8, 8}), frames, posed, {}), frames) < 1e-6);
}

TEST_CASE("ReferenceBlend: with full trust every frame is its posed reference", "[models][pocket]")
{
    RandomTensors random(3);
    const ReferenceBlend blend = constantBlend(answer(0, 0, kFully));
    const at::Tensor frames = random({2, kFrames, 3, 24, 24});
    const at::Tensor posed = random({2, kFrames, 3, 24, 24});
    CHECK(distance(blend(random({2, kTrunk, 8, 8}), frames, posed, {}), posed) < 1e-5);
}

TEST_CASE("ReferenceBlend: a displacement of one feature shows what lies three pixels away",
          "[models][pocket]")
{
    RandomTensors random(4);
    const at::Tensor posed = random({1, kFrames, 3, 24, 24});
    const at::Tensor features = random({1, kTrunk, 8, 8});
    const at::Tensor frames = random({1, kFrames, 3, 24, 24});
    const auto shown = [&](double right, double down) {
        return constantBlend(answer(right, down, kFully))(features, frames, posed, {})[0][2];
    };
    CHECK(distance(shown(1, 0).narrow(2, 0, 21), posed[0][2].narrow(2, 3, 21)) < 1e-4);
    CHECK(distance(shown(0, 1).narrow(1, 0, 21), posed[0][2].narrow(1, 3, 21)) < 1e-4);
}
