#include "tests/support/torch_test.h"

#include "app/train/dit/dit_task.h"
#include "app/train/dit/teacher_forcing_mixer.h"
#include "app/train/optim/parameters.h"
#include "engine/core/error.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/pipeline/pocket_sampler.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"

#include <c10/core/GradMode.h>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;
using engine::PocketControls;
using engine::PocketGenerator;

namespace {

/// Inputs of a whole sample, latent by latent.
struct Sample {
    at::Tensor latents; // [L, 64, 192]
    at::Tensor audio;   // [L, 6, 128]
    at::Tensor motion;  // [L, controls]
    at::Tensor posed;   // [L, 64, 192], or undefined
    at::Tensor attributes = at::zeros({14}, at::kLong);

    PocketControls controls(std::int64_t first, std::int64_t count) const
    {
        return {.audio = first == 0 ? at::Tensor() : audio.narrow(0, first, count),
                .motion = motion.narrow(0, first, count),
                .attributes = attributes};
    }
};

Sample drawSample(std::int64_t latents, RandomTensors& random,
                  std::int64_t motionControls = engine::MotionTrack::kWidth)
{
    return {.latents = random({latents, 64, 192}),
            .audio = random({latents, 6, 128}),
            .motion = random({latents, motionControls}, 0.3)};
}

at::Tensor anchorOf(const Sample& sample, std::int64_t block, std::int64_t blockFrames)
{
    if (block == 0)
        return at::zeros_like(sample.latents[0]);
    return 0.6 * sample.latents[(block - 1) * blockFrames] + 0.4 * sample.latents[0];
}

/// One pass over a block by the cache, as in generation.
at::Tensor pass(const PocketGenerator& generator, const Sample& sample, const at::Tensor& x,
                double time, std::int64_t block, const BlockLayout& layout, engine::DitState& state)
{
    const std::int64_t first = block == 0 ? 0 : 1 + (block - 1) * layout.blockFrames;
    const std::int64_t count = block == 0 ? 1 : layout.blockFrames;
    const engine::PocketAnchor anchor{
        .last = anchorOf(sample, block, layout.blockFrames).expand_as(x),
        .posed = sample.posed.defined() ? sample.posed.narrow(0, first, count) : at::Tensor()};
    return generator(x, anchor, time, generator.condition(sample.controls(first, count)),
                     {first, count}, state);
}

/// Clean estimates of the noisy slots of one sample, one block after the other through a rolling cache.
at::Tensor generated(const PocketGenerator& generator, const Sample& sample,
                     const at::Tensor& noise, double time, const BlockLayout& layout,
                     std::int64_t windowFrames)
{
    engine::DitState state = generator.makeState(engine::pocketCacheSettings(
        CacheKind::SinkWindow, 1, static_cast<int>(windowFrames), layout.blockFrames));
    pass(generator, sample, sample.latents.narrow(0, 0, 1), 0, 0, layout, state);
    std::vector<at::Tensor> estimates;
    for (std::int64_t block = 1; block <= layout.blocks; ++block) {
        const std::int64_t first = 1 + (block - 1) * layout.blockFrames;
        const at::Tensor clean = sample.latents.narrow(0, first, layout.blockFrames);
        if (block >= layout.firstTarget) {
            const at::Tensor noisy =
                (1 - time) * clean + time * noise.narrow(0, first, layout.blockFrames);
            estimates.push_back(pass(generator, sample, noisy, time, block, layout, state));
        }
        pass(generator, sample, clean, 0, block, layout, state);
    }
    return at::cat(estimates);
}

/// The same by one pass over all slots of all samples.
at::Tensor forced(const PocketGenerator& generator, const std::vector<Sample>& samples,
                  const std::vector<at::Tensor>& noise, double time, const BlockLayout& layout)
{
    std::vector<at::Tensor> x;
    std::vector<at::Tensor> anchors;
    std::vector<at::Tensor> posed;
    std::vector<at::Tensor> audio;
    std::vector<at::Tensor> motion;
    std::vector<double> times;
    std::vector<std::uint8_t> soundless;
    for (std::size_t i = 0; i < samples.size(); ++i)
        for (const Slot& slot : layout.slots) {
            const Sample& sample = samples[i];
            const at::Tensor clean = sample.latents[slot.latent];
            x.push_back(slot.noisy ? (1 - time) * clean + time * noise[i][slot.latent] : clean);
            anchors.push_back(anchorOf(sample, slot.block, layout.blockFrames));
            if (sample.posed.defined())
                posed.push_back(sample.posed[slot.latent]);
            audio.push_back(sample.audio[slot.latent]);
            motion.push_back(sample.motion[slot.latent]);
            times.push_back(slot.noisy ? time : 0.0);
            soundless.push_back(slot.latent == 0 ? 1 : 0);
        }
    const auto count = static_cast<std::int64_t>(samples.size());
    const auto conditioning = generator.condition(
        {.audio = at::stack(audio),
         .motion = at::stack(motion),
         .attributes = samples.front().attributes.expand({static_cast<std::int64_t>(x.size()), -1}),
         .soundless = at::tensor(at::ArrayRef<std::uint8_t>(soundless)).to(at::kBool)});
    TeacherForcingMixer mixer(generator.rotary(), layout, count);
    return generator(at::stack(x),
                     {.last = at::stack(anchors),
                      .posed = posed.empty() ? at::Tensor() : at::stack(posed)},
                     at::tensor(times, at::kDouble), conditioning, mixer)
        .unflatten(0, {count, -1})
        .narrow(1, layout.cleanSlots(), layout.noisySlots());
}

} // namespace

TEST_CASE("TeacherForcingMixer: one pass over all blocks equals generation block by block",
          "[train][dit]")
{
    const c10::NoGradGuard noGraph;
    const auto model = firstPocket();
    const LayoutSettings settings = GENERATE(
        LayoutSettings{.blockFrames = 3, .blocks = 3, .firstTarget = 1},
        LayoutSettings{.blockFrames = 3, .blocks = 4, .firstTarget = 2, .windowFrames = 3},
        LayoutSettings{.blockFrames = 1, .blocks = 7, .firstTarget = 4, .windowFrames = 3});
    const BlockLayout layout = makeBlockLayout(settings);
    RandomTensors random(5);
    std::vector<Sample> samples;
    std::vector<at::Tensor> noise;
    for (int i = 0; i < 2; ++i) {
        samples.push_back(drawSample(layout.latents(), random));
        noise.push_back(random(samples.back().latents.sizes()));
    }
    const at::Tensor got = forced(model->generator, samples, noise, 0.75, layout);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const at::Tensor expected =
            generated(model->generator, samples[i], noise[i], 0.75, layout, settings.windowFrames);
        CHECK(distance(got[static_cast<std::int64_t>(i)], expected) < 2e-3);
        CHECK(expected.abs().max().item<double>() > 1); // compared were numbers of some size
    }
}

TEST_CASE("TeacherForcingMixer: the same holds with a posed reference", "[train][dit]")
{
    const c10::NoGradGuard noGraph;
    engine::PocketConfig config = builtInPocket()->config();
    config.posedReference = true;
    ParameterMaker maker(
        [](const std::string&, at::IntArrayRef shape, const at::Generator& chance) {
            return at::randn(shape, chance).mul_(0.06);
        },
        7);
    const PocketGenerator generator(maker, config);
    const BlockLayout layout = makeBlockLayout({.blockFrames = 1, .blocks = 4, .firstTarget = 2});
    RandomTensors random(6);
    Sample sample = drawSample(layout.latents(), random, config.generator.motionDim);
    sample.posed = random(sample.latents.sizes());
    const at::Tensor noise = random(sample.latents.sizes());
    const at::Tensor got = forced(generator, {sample}, {noise}, 0.75, layout)[0];
    const at::Tensor expected = generated(generator, sample, noise, 0.75, layout, 6);
    CHECK(distance(got, expected) < 2e-3);

    sample.posed = sample.posed + random(sample.latents.sizes()); // it matters
    CHECK(distance(forced(generator, {sample}, {noise}, 0.75, layout)[0], expected) > 0.1);
}

TEST_CASE("PocketGenerator: an anchor without the posed reference it needs is refused",
          "[train][dit]")
{
    const auto model = builtInPocket();
    const at::Tensor x = at::zeros({1, 64, 192});
    engine::DitState state =
        model->generator.makeState(engine::pocketCacheSettings(CacheKind::SinkWindow, 1, 6, 1));
    const auto conditioning =
        model->generator.condition({.audio = {},
                                    .motion = at::zeros({1, model->config().generator.motionDim}),
                                    .attributes = at::zeros({14}, at::kLong)});
    const engine::PocketAnchor wrong{.last = x,
                                     .posed = model->config().posedReference ? at::Tensor() : x};
    CHECK_THROWS_AS(model->generator(x, wrong, 0.0, conditioning, {0, 1}, state), Error);
}
