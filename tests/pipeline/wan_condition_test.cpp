#include "tests/support/torch_test.h"

#include "engine/pipeline/livetalk/livetalk_recipe.h"
#include "engine/pipeline/livetalk/speaking_condition.h"
#include "tests/support/error_of.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_wan_dit.h"

#include <nlohmann/json.hpp>

#include <optional>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kHeight = 4;
constexpr std::int64_t kWidth = 6;

/// A network that takes the reference and what is to be made beside the four channels that it makes.
WanRecipe recipe()
{
    WanRecipe result;
    result.network = kSmallWan;
    result.network.layers = 4;
    result.network.inChannels = 9;
    result.sampler.steps = {1000, 750, 500};
    result.cache = {.kind = WanCacheKind::Window, .windowFrames = 9, .sinkFrames = 3};
    return result;
}

const WanDit& network()
{
    static RandomWeights weights(210);
    static const WanDit kDit(weights, "", recipe().network);
    return kDit;
}

at::Tensor reference()
{
    return RandomTensors(211)({4, kHeight, kWidth});
}

/// Two blocks, with all that the rollout told of them.
struct Run {
    explicit Run(const WanRecipe& asked = recipe(), double loudness = 1.0)
        : rollout(network(), asked, {.height = kHeight, .width = kWidth},
                  RandomTensors(212)({5, 12}), noise, hooks())
        , sound(RandomTensors(213)({1, 6, 48}, loudness))
    {
    }

    void roll()
    {
        for (int block = 0; block < 2; ++block) {
            const FrameSpan span = rollout.nextFrames();
            latents.push_back(rollout.denoise(
                speakingCondition(reference(), span, sound.narrow(1, span.first, span.count))));
            rollout.commit();
        }
    }

    WanRolloutHooks hooks()
    {
        WanRolloutHooks result;
        result.onStep = [this](const WanStep& step) { steps.push_back(step); };
        result.onCommit = [this](const WanStep& step) { commits.push_back(step); };
        return result;
    }

    SeededNoise noise{7};
    std::vector<WanStep> steps;
    std::vector<WanStep> commits;
    std::vector<at::Tensor> latents;
    WanRollout rollout;
    at::Tensor sound;
};

} // namespace

TEST_CASE("WanRollout: a known frame goes into every pass and comes out as it is",
          "[pipeline][wan]")
{
    Run run;
    run.roll();
    REQUIRE(run.steps.size() == 6);
    REQUIRE(run.commits.size() == 2);
    for (std::size_t i = 0; i < 3; ++i) {
        CAPTURE(i);
        CHECK(at::equal(run.steps[i].input[0], reference()));
        CHECK_FALSE(at::equal(run.steps[i].input[1], reference()));
        CHECK_FALSE(
            at::equal(run.steps[3 + i].input[0], reference())); // the second block makes all
    }
    CHECK(at::equal(run.latents[0][0], reference()));
    CHECK(at::equal(run.commits[0].input, run.latents[0]));
    CHECK(run.commits[0].step == 3);
    CHECK(run.commits[1].block == 1);
    CHECK_FALSE(at::equal(run.latents[1][0], reference()));
}

TEST_CASE("WanRollout: sound is heard in every block and does not move the noise",
          "[pipeline][wan]")
{
    Run loud;
    Run quiet(recipe(), 0.0);
    loud.roll();
    quiet.roll();
    CHECK(at::equal(loud.steps[0].input, quiet.steps[0].input));
    CHECK(distance(loud.latents[0], quiet.latents[0]) > 1e-3);
    CHECK(distance(loud.steps[3].flow, quiet.steps[3].flow) > 1e-3);
    CHECK(distance(loud.commits[0].flow, quiet.commits[0].flow) > 1e-3);
}

TEST_CASE("WanRollout: the network is told rounded times, the sampler computes with exact ones",
          "[pipeline][wan]")
{
    WanRecipe rounded = recipe();
    rounded.sampler.timeRounding = TimeRounding::BFloat16;
    Run exact;
    Run asTrained(rounded);
    exact.roll();
    asTrained.roll();
    CHECK(at::equal(exact.steps[0].flow, asTrained.steps[0].flow)); // 1000 is exact
    CHECK(asTrained.steps[1].time == 937.5);
    CHECK(at::equal(exact.steps[1].input, asTrained.steps[1].input));
    CHECK(distance(exact.steps[1].flow, asTrained.steps[1].flow) > 1e-5);
    const WanStep& step = asTrained.steps[1];
    const at::Tensor clean = step.input - 0.9375 * step.flow;
    CHECK(distance(step.clean.narrow(0, 1, 2), clean.narrow(0, 1, 2)) < 1e-5);
}

TEST_CASE("WanRollout: a condition that does not fit is refused", "[pipeline][wan]")
{
    Run run;
    const auto refused = [&](const WanCondition& condition) {
        return errorOf([&] { run.rollout.denoise(condition); }).code == ErrorCode::BadShape;
    };
    const WanCondition good = speakingCondition(reference(), {0, 3}, run.sound.narrow(1, 0, 3));
    CHECK(refused({}));
    WanCondition few = good;
    few.channels = good.channels.narrow(1, 0, 4);
    CHECK(refused(few));
    WanCondition small = good;
    small.channels = good.channels.narrow(3, 0, 2);
    CHECK(refused(small));
    WanCondition known = good;
    known.known = at::zeros({4, 4, kHeight, kWidth}); // more than a block
    CHECK(refused(known));
    CHECK_FALSE(refused(good));
}

TEST_CASE("WanRollout: a history that is made again cannot be one under conditions",
          "[pipeline][wan]")
{
    WanRecipe recaching = recipe();
    recaching.prompts.onSwitch = PromptSwitch::Recache;
    CHECK(errorOf([&] { Run run(recaching); }).code == ErrorCode::BadConfig);
    WanRecipe recomputing = recipe();
    recomputing.cache = {.kind = WanCacheKind::Recompute, .contextFrames = 3};
    CHECK(errorOf([&] { Run run(recomputing); }).code == ErrorCode::BadConfig);
    Run run;
    CHECK(errorOf([&] {
              run.rollout.begin(at::zeros({3, 4, kHeight, kWidth}));
          }).code == ErrorCode::BadInput);
}

TEST_CASE("LiveTalkRecipe: is a Wan recipe with sound, and reads back what it wrote",
          "[pipeline][wan]")
{
    LiveTalkRecipe written;
    written.rollout = recipe();
    written.rollout.sampler.timeRounding = TimeRounding::BFloat16;
    written.sound = {.channels = 20, .width = 8};
    const nlohmann::json json = jsonOf(written);
    CHECK(hearsSound(json));
    const LiveTalkRecipe read = readLiveTalkRecipe(json, "recipe");
    CHECK(jsonOf(read) == json);
    CHECK(read.network().sound.channels == 20);
    CHECK(read.network().network.inChannels == 9);

    CHECK_FALSE(hearsSound(jsonOf(recipe())));
    CHECK(errorOf([] { readLiveTalkRecipe(jsonOf(recipe()), "recipe"); }).code ==
          ErrorCode::BadConfig);
    nlohmann::json unknown = json;
    unknown["sound"]["loudness"] = 1;
    CHECK(errorOf([&] { readLiveTalkRecipe(unknown, "recipe"); }).names("loudness"));
    nlohmann::json missing = json;
    missing["sound"].erase("audio_channels");
    CHECK(errorOf([&] { readLiveTalkRecipe(missing, "recipe"); }).names("audio_channels"));
}
