#include "tests/support/torch_test.h"

#include "app/train/audio/audio_task.h"
#include "app/train/codec/codec_task.h"
#include "app/train/compute_device.h"
#include "app/train/dit/dit_task.h"
#include "app/train/dit/teacher_forcing_mixer.h"
#include "app/train/optim/batch_source.h"
#include "app/train/optim/training_run.h"
#include "app/train/probe/probe_task.h"
#include "app/train/warp/warp_task.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"
#include "tests/train/small_pocket.h"
#include "tests/train/test_speech.h"

#include <c10/core/GradMode.h>

#include <memory>

// Hidden: they need an NVIDIA GPU. Run train_tests "[gpu]" on a machine that has one.

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

constexpr TrainingMoment kMoment{.step = 1, .steps = 100, .seed = 5};

double relativeDistance(const at::Tensor& got, const at::Tensor& expected)
{
    const double size = expected.norm().item<double>();
    return (got.cpu() - expected).norm().item<double>() / std::max(size, 1e-12);
}

/// The step's gradient on the GPU, of all shards joined, against that of the shards on the processor.
void checkSameGradient(TrainingTask& task)
{
    const at::Device gpu = openComputeDevice("cuda");
    at::globalContext().setAllowTF32CuDNN(false); // half the digits would go
    Parameters weights = task.initialWeights(3);
    RandomTensors random(11);
    {
        const c10::NoGradGuard noGraph;
        for (auto& [name, tensor] : weights) // away from zeros, at which some slopes jump
            tensor.add_(random(tensor.sizes(), 0.02));
    }
    const StepGradient expected =
        computeGradient(task, weights, kMoment, BatchSource(task, at::kCPU).take(kMoment));
    const StepGradient got = computeGradient(task, trainableCopy(onDevice(weights, gpu)), kMoment,
                                             BatchSource(task, gpu).take(kMoment));
    CHECK(got.figures.at("loss").value() ==
          Approx(expected.figures.at("loss").value()).epsilon(1e-3));
    double compared = 0;
    for (const auto& [name, gradient] : expected.gradients) {
        INFO(name);
        if (gradient.abs().max().item<double>() < 1e-7)
            continue;
        CHECK(relativeDistance(got.gradients.at(name), gradient) < 1e-2);
        ++compared;
    }
    CHECK(compared > 0);
}

struct Ground {
    std::shared_ptr<const engine::PocketModel> model = firstPocket();
    SpeechCorpus corpus = hummedCorpus();
};

} // namespace

TEST_CASE("On a GPU: gradients of sound, warp, probe and decoder are those of the processor",
          "[.][gpu][train]")
{
    const Ground ground;
    SECTION("sound")
    {
        AudioTask task(ground.corpus, {.samplesPerShard = 2});
        checkSameGradient(task);
    }
    SECTION("warp")
    {
        WarpTask task(96, {.pairsPerShard = 2});
        checkSameGradient(task);
    }
    SECTION("probe")
    {
        ProbeTask task({.picturesPerShard = 4});
        checkSameGradient(task);
    }
    SECTION("decoder")
    {
        const auto built = builtInPocket();
        const Parameters basis = [&] {
            const c10::NoGradGuard noGraph;
            return fitPatchBasis(built->config(), ground.corpus, 16, 1, 2);
        }();
        const std::vector<GeneratedClip> none;
        REQUIRE(built->poseWarp.has_value());
        CodecTask task(
            built->config(), ground.corpus, basis,
            {.warp = &*built->poseWarp, .face = built->faceMove ? &*built->faceMove : nullptr},
            none, {.computeType = at::kFloat});
        checkSameGradient(task);
    }
}

TEST_CASE("On a GPU: the generator's pass over whole samples is the processor's", "[.][gpu][train]")
{
    const c10::NoGradGuard noGraph;
    const at::Device gpu = openComputeDevice("cuda");
    const engine::PocketConfig config = builtInPocket()->config();
    ParameterMaker maker(
        [](const std::string&, at::IntArrayRef shape, const at::Generator& chance) {
            return at::randn(shape, chance).mul_(0.06);
        },
        7);
    const engine::PocketGenerator onProcessor(maker, config);
    const Parameters moved = onDevice(maker.parameters(), gpu);
    ParameterReader reader(moved);
    const engine::PocketGenerator onGpu(reader, config);
    const BlockLayout layout =
        makeBlockLayout({.blockFrames = 1, .blocks = 7, .firstTarget = 4, .windowFrames = 3});
    constexpr std::int64_t kSamples = 2;
    const auto slots = kSamples * static_cast<std::int64_t>(layout.slots.size());
    RandomTensors random(5);
    const at::Tensor x = random({slots, 64, 192});
    const at::Tensor last = random({slots, 64, 192});
    const at::Tensor posed = random({slots, 64, 192});
    const at::Tensor audio = random({slots, 6, 128});
    const at::Tensor motion = random({slots, config.generator.motionDim}, 0.3);
    const at::Tensor times = at::full({slots}, 0.75, at::kDouble);
    const auto pass = [&](const engine::PocketGenerator& generator, at::Device device) {
        TeacherForcingMixer mixer(generator.rotary(), layout, kSamples);
        const auto conditioning =
            generator.condition({.audio = audio.to(device),
                                 .motion = motion.to(device),
                                 .attributes = at::zeros({slots, 14}, at::kLong).to(device)});
        return generator(x.to(device), {.last = last.to(device), .posed = posed.to(device)},
                         times.to(device), conditioning, mixer);
    };
    CHECK(relativeDistance(pass(onGpu, gpu), pass(onProcessor, at::kCPU)) < 2e-3);
}

TEST_CASE("On a GPU: the generator learns, stops and goes on", "[.][gpu][train]")
{
    const Ground ground;
    const TemporaryFolder folder;
    const engine::PocketConfig config = smallPocket(ground.model->config());
    const ClipEncoder encoder(ground.model->config(), ground.model->encoder,
                              ground.model->audioEncoder, nullptr);
    const engine::GreyTokens grey(ground.model->encoder.convolution(),
                                  ground.model->decoder.linear());
    const auto train = [&](std::int64_t stopAfter) {
        DitTask task(config, ground.corpus, encoder, grey,
                     {.samplesPerShard = 2,
                      .poolClips = 6,
                      .renewedClips = 0, // six clips by heart, as on the processor
                      .clips = {.latentFrames = 10, .greatestLiveliness = 0.3F}});
        return runTraining(
            task,
            {.folder = folder.path(),
             .name = "small",
             .device = openComputeDevice("cuda"),
             .steps = 160,
             .logEvery = 40},
            [&](const LogRow& row, std::int64_t, double) { return row.step != stopAfter; });
    };
    CHECK(train(80).steps == 80);
    const TrainingOutcome outcome = train(0);
    CHECK(outcome.steps == 160);
    CHECK(outcome.average.begin()->second.is_cpu());
    CHECK(outcome.log.front().figures.at("loss") > 1.4 * outcome.log.back().figures.at("loss"));
}
