#include "tests/support/torch_test.h"

#include "app/train/dit/dit_loss.h"
#include "app/train/dit/dit_task.h"
#include "app/train/optim/parameters.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"
#include "tests/train/small_pocket.h"

#include <c10/core/GradMode.h>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

constexpr int kBlocks = 5;

/// A small generator that attends to its history, and two samples.
struct Ground {
    Ground()
    {
        const c10::NoGradGuard noGraph;
        RandomTensors random(9);
        const auto& latent = config.latent;
        batch.latents =
            random({2, 1 + kBlocks * blockFrames, latent.channels, latent.rows, latent.columns});
        batch.posed = random(batch.latents.sizes());
        batch.audio = random({2, batch.latents.size(1), config.generator.audioTokens, 128});
        batch.motion = random({2, batch.latents.size(1), config.generator.motionDim}, 0.3);
        batch.attributes = at::zeros({2, config.generator.textTokens}, at::kLong);
        batch.colourless = at::zeros({2}, at::kBool);
    }

    at::Tensor history(int rounds) const
    {
        return ownHistory(generator, grey, layout, batch,
                          {.computeType = at::kFloat, .ownRounds = rounds},
                          at::make_generator<at::CPUGeneratorImpl>(4));
    }

    std::int64_t blockFrames = 2;
    std::shared_ptr<const engine::PocketModel> built = builtInPocket();
    engine::PocketConfig config = smallPocket(built->config());
    ParameterMaker maker{
        [](const std::string&, at::IntArrayRef shape, const at::Generator& chance) {
            return at::randn(shape, chance).mul_(0.1);
        },
        3};
    engine::PocketGenerator generator{maker, config};
    engine::GreyTokens grey{built->encoder.convolution(), built->decoder.linear()};
    BlockLayout layout = makeBlockLayout(
        {.blockFrames = blockFrames, .blocks = kBlocks, .firstTarget = 4, .windowFrames = 6});
    DitBatch batch;
};

} // namespace

TEST_CASE("ownHistory: no round leaves the truth, one for each block leaves the reference alone",
          "[train]")
{
    const c10::NoGradGuard noGraph;
    Ground ground;
    const at::Tensor truth = ground.history(0);
    REQUIRE(truth.size(1) == ground.layout.cleanSlots());
    const at::Tensor own = ground.history(kBlocks - 1);
    CHECK(distance(ground.history(1), truth) > 0.1);
    CHECK(distance(ground.history(kBlocks - 2), own) > 1e-4);
    CHECK(distance(ground.history(kBlocks + 3), own) < 1e-5); // more rounds change nothing
    CHECK(at::equal(own.narrow(1, 0, 1), truth.narrow(1, 0, 1)));
    ground.batch.latents.narrow(1, 1, ground.batch.latents.size(1) - 1).zero_();
    CHECK(distance(ground.history(kBlocks - 1), own) < 1e-5);
}

TEST_CASE("ownHistory: a block's history does not hear what comes later", "[train]")
{
    const c10::NoGradGuard noGraph;
    Ground ground;
    const at::Tensor before = ground.history(kBlocks - 1);
    ground.batch.audio.narrow(1, 5, ground.batch.audio.size(1) - 5).add_(1);
    const at::Tensor after = ground.history(kBlocks - 1);
    CHECK(distance(after.narrow(1, 0, 5), before.narrow(1, 0, 5)) < 1e-6);
    CHECK(distance(after.narrow(1, 5, 4), before.narrow(1, 5, 4)) > 1e-3);
}
