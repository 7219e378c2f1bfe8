// ISPA that changes while a model of the Wan family runs: its history is made again from the clean latents.

#include "tests/support/torch_test.h"

#include "engine/pipeline/livetalk/speaking_condition.h"
#include "engine/pipeline/wan/wan_rollout.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_wan_dit.h"

#include <algorithm>
#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kHeight = 6;
constexpr std::int64_t kWidth = 8;
constexpr std::int64_t kRestartBlock = 3;
constexpr int kLayers = 2; // of the network in miniature
constexpr ArchiveLimits kWhole{.pinnedBlocks = 1, .ringBlocks = 100, .type = at::kFloat};

const WanDit& network()
{
    static const WanDit kDit = loadWan(smallWanWeights());
    return kDit;
}

at::Tensor prompt(std::uint64_t seed)
{
    return RandomTensors(seed)({kSmallWan.textLength, kSmallWan.textDim});
}

enum class Kind { Growing, Window, WindowWithoutSinks, Shots };

WanRecipe recipeOf(Kind kind, const std::vector<int>& steps = {1000, 500})
{
    WanRecipe recipe;
    recipe.network = kSmallWan;
    recipe.sampler.steps.assign(steps.begin(), steps.end());
    if (kind != Kind::Growing) {
        recipe.cache = {.kind = WanCacheKind::Window, .windowFrames = 12, .sinkFrames = 3};
        recipe.prompts = {.onSwitch = PromptSwitch::Recache, .keepSinks = kind == Kind::Window};
    }
    if (kind == Kind::Shots) {
        recipe.prompts = {.shotPrefix = "Cut. ", .shotOffset = 8, .keepShotStart = true};
        recipe.sampler.solver = FlowSolver::UniPc;
    }
    return recipe;
}

SessionConfig absorbing(int layers, int warmup)
{
    SessionConfig config;
    config.ispaLayers = layers;
    config.ispaWarmup = warmup;
    config.ispaSinkFrames = 1;
    config.ispaWindowFrames = 3;
    return config;
}

/// A clip of one prompt, and another one from its third block on. It is told its latents: what a layer's attention is tapped for
/// moves the last bits of those that it would make.
struct Clip {
    explicit Clip(Kind kind, const SessionConfig& config = {}, const ArchiveLimits& limits = kWhole,
                  const std::vector<int>& steps = {1000, 500})
        : recipe(recipeOf(kind, steps))
        , rollout(network(), recipe,
                  {.height = kHeight,
                   .width = kWidth,
                   .ispa = ispaSettings(config, recipe),
                   .archive = limits},
                  prompt(200), noise)
    {
        rollout.requestPrompt(prompt(201), 2 * kRestartBlock, kind == Kind::Shots);
    }

    void run(int blocks)
    {
        for (int i = 0; i < blocks; ++i) {
            const auto seed = static_cast<std::uint64_t>(rollout.framesSoFar());
            const at::Tensor told =
                RandomTensors(seed)({kRestartBlock, kSmallWan.inChannels, kHeight, kWidth});
            rollout.denoise({.channels = {}, .behindBlock = {}, .known = told});
            rollout.commit();
            requireExact(rollout.ledger());
        }
    }

    /// The same with latents that it makes.
    void make(int blocks)
    {
        for (int i = 0; i < blocks; ++i) {
            rollout.denoise();
            rollout.commit();
        }
    }

    void restart(const SessionConfig& config)
    {
        rollout.restartIspa(ispaSettings(config, recipe));
        requireExact(rollout.ledger());
    }

    int localLayers() const
    {
        int count = 0;
        for (std::size_t layer = 0; layer < kLayers; ++layer)
            count += rollout.absorber() && rollout.absorber()->isLocal(layer) ? 1 : 0;
        return count;
    }

    const KvCache& cache(std::size_t layer) const { return rollout.state().caches[layer]; }

    WanRecipe recipe;
    SeededNoise noise{5};
    WanRollout rollout;
};

/// Largest difference of the keys and values of all layers; infinite if other frames are held.
double difference(const Clip& one, const Clip& other)
{
    double worst = 0;
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const std::vector<std::int64_t>& held = one.cache(layer).frames();
        const std::vector<std::int64_t>& others = other.cache(layer).frames();
        if (!std::is_permutation(held.begin(), held.end(), others.begin(), others.end()))
            return std::numeric_limits<double>::infinity();
        for (const std::int64_t frame : held) {
            const auto [k, v] = one.cache(layer).frame(frame);
            const auto [otherK, otherV] = other.cache(layer).frame(frame);
            worst = std::max({worst, distance(k, otherK), distance(v, otherV)});
        }
    }
    return worst;
}

} // namespace

TEST_CASE("Wan restart: keys and values are those of the first prefill, bit for bit, also behind "
          "another prompt",
          "[pipeline][wan][ispa][archive]")
{
    const at::InferenceMode noGradients;
    const Kind kind = GENERATE(Kind::Growing, Kind::Window, Kind::WindowWithoutSinks, Kind::Shots);
    Clip plain(kind);
    Clip absorbed(kind, absorbing(kLayers, 15));
    plain.run(5);
    absorbed.run(5);
    REQUIRE(absorbed.localLayers() == kLayers);
    REQUIRE(std::isinf(difference(plain, absorbed)));
    absorbed.restart({});
    CHECK(absorbed.localLayers() == 0);
    CHECK(difference(plain, absorbed) == 0);
    // And no trace of a correction: the clip goes on as if there had been none.
    plain.run(3);
    absorbed.run(3);
    CHECK(difference(plain, absorbed) == 0);
    if (kind == Kind::Shots) // the shot's first block, which is older than the ring
        CHECK_NOTHROW(absorbed.cache(1).frame(2 * kRestartBlock));
}

TEST_CASE("Wan restart: more or fewer layers, at once or after what is left of the warm-up",
          "[pipeline][wan][ispa][archive]")
{
    const at::InferenceMode noGradients;
    Clip clip(GENERATE(Kind::Growing, Kind::Window, Kind::Shots));
    clip.run(2);
    clip.restart(absorbing(1, 12)); // 6 frames so far
    CHECK(clip.localLayers() == 0);
    clip.run(2);
    CHECK(clip.localLayers() == 1);
    for (const int layers : {2, 1, 2}) {
        clip.restart(absorbing(layers, 12));
        CHECK(clip.localLayers() == layers);
        clip.run(1);
        CHECK(clip.localLayers() == layers);
    }
    clip.restart(absorbing(1, 1000)); // longer than the clip: all learn again
    CHECK(clip.localLayers() == 0);
    clip.run(1);
}

TEST_CASE("Wan restart: from the archive a layer learns what it learnt live",
          "[pipeline][wan][ispa][archive]")
{
    const at::InferenceMode noGradients;
    const SessionConfig config = absorbing(kLayers, 21);
    const std::vector<int> fromNoise{1000};
    Clip live(Kind::Growing, config, kWhole, fromNoise);
    live.make(7);
    Clip later(Kind::Growing, {}, kWhole, fromNoise);
    later.make(7);
    later.restart(config);
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const LayerSolution& one = live.rollout.absorber()->layers()[layer].solution;
        const LayerSolution& other = later.rollout.absorber()->layers()[layer].solution;
        // Noisy passes start from the clean latents here, from the estimates of the steps before there: with one step
        // from pure noise they are the same.
        CHECK(other.heldOutError == Approx(one.heldOutError).epsilon(0.01));
        CHECK(other.correction.rung == one.correction.rung);
    }
}

TEST_CASE("Wan restart: behind a gap of the archive a layer has what is left",
          "[pipeline][wan][ispa][archive]")
{
    const at::InferenceMode noGradients;
    ArchiveLimits limits = kWhole;
    limits.ringBlocks = 3;
    Clip clip(Kind::Growing, absorbing(1, 12), limits);
    clip.run(9);
    std::vector<bool> wasLocal;
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        wasLocal.push_back(clip.rollout.absorber()->isLocal(layer));
    clip.restart({});
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        // The first block, and of the ring's three those behind the first.
        const std::vector<std::int64_t> again{0, 1, 2, 21, 22, 23, 24, 25, 26};
        const std::vector<std::int64_t>& frames = clip.cache(layer).frames();
        CAPTURE(frames);
        CHECK((wasLocal[layer] ? frames == again : frames.size() == 27));
    }
    clip.run(3); // the formula's bytes follow
}

TEST_CASE("Wan restart: given latents are gone over again as they were", "[pipeline][wan][archive]")
{
    const at::InferenceMode noGradients;
    const at::Tensor given = RandomTensors(9)({6, kSmallWan.inChannels, kHeight, kWidth});
    Clip plain(Kind::Window);
    Clip absorbed(Kind::Window, absorbing(kLayers, 12));
    for (Clip* clip : {&plain, &absorbed})
        clip->rollout.begin(given);
    plain.run(2);
    absorbed.run(2);
    REQUIRE(absorbed.localLayers() == kLayers);
    absorbed.restart({});
    CHECK(difference(plain, absorbed) == 0);
}

TEST_CASE("Wan restart: what cannot be is refused and changes nothing",
          "[pipeline][wan][ispa][archive]")
{
    const at::InferenceMode noGradients;
    Clip clip(Kind::Window, absorbing(1, 12));
    clip.run(5);
    CHECK(errorOf([&] { clip.restart(absorbing(kLayers + 1, 12)); }).code == ErrorCode::BadConfig);
    SessionConfig wide = absorbing(1, 12);
    wide.ispaWindowFrames = 40;
    CHECK(errorOf([&] { clip.restart(wide); }).code == ErrorCode::BadConfig);
    CHECK(clip.localLayers() == 1);
    clip.run(1);

    SeededNoise noise(5);
    WanRecipe recipe = recipeOf(Kind::Window);
    WanRollout without(network(), recipe, {.height = kHeight, .width = kWidth}, prompt(200), noise);
    CHECK(errorOf([&] { without.restartIspa(std::nullopt); }).code == ErrorCode::BadConfig);
    recipe.cache = {.kind = WanCacheKind::Recompute, .contextFrames = 3};
    CHECK_FALSE(archiveFor({}, recipe, at::kFloat));
}

TEST_CASE("Wan restart: blocks that were made under a condition are made under it again",
          "[pipeline][wan][ispa][archive]")
{
    WanRecipe recipe = recipeOf(Kind::Window);
    recipe.prompts = {};
    recipe.network.inChannels =
        2 * kSmallWan.outChannels + 1; // the reference, and what is to be made
    RandomWeights weights(310);
    const WanDit dit(weights, "", recipe.network);
    const at::Tensor reference = RandomTensors(311)({kSmallWan.outChannels, kHeight, kWidth});
    const auto conditionOf = [&](FrameSpan frames, const at::Tensor& sound) {
        return speakingCondition(reference, frames, sound);
    };
    const std::int64_t width = recipe.network.dim;
    const auto clip = [&](const SessionConfig& config, bool restarts) {
        SeededNoise noise(5);
        WanRolloutHooks hooks;
        hooks.conditionOf = conditionOf;
        WanRollout rollout(dit, recipe,
                           {.height = kHeight,
                            .width = kWidth,
                            .ispa = ispaSettings(config, recipe),
                            .archive = kWhole,
                            .conditionValues = width},
                           prompt(200), noise, std::move(hooks));
        for (std::uint64_t block = 0; block < 4; ++block) {
            const FrameSpan frames = rollout.nextFrames();
            WanCondition condition =
                conditionOf(frames, RandomTensors(400 + block)({1, frames.count, width}));
            condition.known =
                RandomTensors(block)({kRestartBlock, kSmallWan.outChannels, kHeight, kWidth});
            rollout.denoise(condition);
            rollout.commit();
        }
        if (restarts)
            rollout.restartIspa(std::nullopt);
        requireExact(rollout.ledger());
        std::vector<at::Tensor> keys;
        for (const KvCache& cache : rollout.state().caches)
            for (const std::int64_t frame : cache.frames())
                keys.push_back(cache.frame(frame).first.clone());
        return keys;
    };
    const std::vector<at::Tensor> first = clip({}, false);
    const std::vector<at::Tensor> again = clip(absorbing(kLayers, 6), true); // all had let go
    REQUIRE(first.size() == again.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        CHECK(distance(first[i], again[i]) < 1e-5);
}

TEST_CASE(
    "WanRollout: a clip that goes on from another one's first blocks holds their keys and values",
    "[pipeline][wan][persona]")
{
    const Kind kind = GENERATE(Kind::Growing, Kind::Window, Kind::WindowWithoutSinks, Kind::Shots);
    CAPTURE(static_cast<int>(kind));
    Clip learning(kind, absorbing(1, 12));
    CHECK_FALSE(learning.rollout.learnt(9).has_value()); // nothing was made
    learning.run(3);
    CHECK_FALSE(learning.rollout.learnt(9).has_value()); // nothing was absorbed
    learning.run(2);
    CHECK_FALSE(learning.rollout.learnt(8).has_value()); // blocks are whole
    CHECK_FALSE(learning.rollout.learnt(18).has_value());
    Learnt learnt = learning.rollout.learnt(9).value(); // two prompts, and with shots the second
    REQUIRE(learnt.sinks.size() == 3);
    CHECK(learnt.extras.size() == 2);
    REQUIRE(learnt.levels.front().layers.size() == 1);

    Clip local(kind);
    local.rollout.begin(learnt, *ispaSettings(absorbing(1, 12), local.recipe));
    CHECK(local.localLayers() == 1);
    local.run(4); // with an exact ledger
    CHECK(local.rollout.framesSoFar() == 9 + 4 * kRestartBlock);
    CHECK(local.rollout.learnt(9)->sinks.size() == 3);

    // Without a layer that goes local it is a clip that has made these blocks itself, and goes on as that one.
    learnt.levels.front().layers.clear();
    Clip whole(kind);
    whole.run(3);
    Clip other(kind);
    other.rollout.begin(learnt, *ispaSettings(absorbing(1, 12), other.recipe));
    CHECK(difference(other, whole) == 0);
    CHECK(at::equal(other.rollout.denoise(), whole.rollout.denoise()));
    other.rollout.commit();
    whole.rollout.commit();
    other.run(2);
    whole.run(2);
    CHECK(difference(other, whole) == 0);
    other.restart(absorbing(1, 12)); // its archive reaches back to the first block as well
    whole.restart(absorbing(1, 12));
    CHECK(difference(other, whole) == 0);
}

TEST_CASE("WanArchive: keeps a prompt as long as a block of it, however often prompts change",
          "[pipeline][wan]")
{
    WanArchive archive({.pinnedBlocks = 2, .ringBlocks = 3, .type = at::kFloat});
    const std::int64_t bytesOfOne = static_cast<std::int64_t>(prompt(0).nbytes());
    for (std::int64_t block = 0; block < 40; ++block) {
        const auto seed = static_cast<std::uint64_t>(block / 2); // two blocks of each
        archive.add({.index = block,
                     .frames = {block * kRestartBlock, kRestartBlock},
                     .clean = RandomTensors(seed)({kRestartBlock, 2, 2, 2}),
                     .controls = {}},
                    prompt(seed), /*shot=*/0, {});
        for (const ArchivedBlock& kept : archive.blocks())
            CHECK(at::equal(archive.promptOf(kept),
                            prompt(static_cast<std::uint64_t>(kept.index / 2))));
        CHECK(archive.promptBytes() <= 3 * bytesOfOne); // of the pinned ones, and of three latest
    }
    CHECK(archive.promptBytes() == 3 * bytesOfOne);
    CHECK(archive.blocks().size() == 5);
    CHECK(&archive.promptOf(archive.blocks()[0]) == &archive.promptOf(archive.blocks()[1]));
}
