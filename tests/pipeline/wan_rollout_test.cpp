#include "tests/support/torch_test.h"

#include "engine/pipeline/wan/wan_rollout.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/small_wan_dit.h"

#include <memory>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kHeight = 6;
constexpr std::int64_t kWidth = 8;

const WanDit& smallWan()
{
    static const WanDit kDit = loadWan(smallWanWeights());
    return kDit;
}

at::Tensor rolloutPrompt(std::uint64_t seed)
{
    return RandomTensors(seed)({kSmallWan.textLength, kSmallWan.textDim});
}

WanRecipe rolloutRecipe(const WanCache& cache, const WanPrompts& prompts = {})
{
    WanRecipe result;
    result.network = kSmallWan;
    result.sampler.steps = {1000, 500};
    result.cache = cache;
    result.prompts = prompts;
    return result;
}

WanRecipe windowed(bool keepSinks = true)
{
    return rolloutRecipe({.kind = WanCacheKind::Window, .windowFrames = 12, .sinkFrames = 3},
                         {.onSwitch = PromptSwitch::Recache, .keepSinks = keepSinks});
}

WanRecipe recomputing()
{
    return rolloutRecipe({.kind = WanCacheKind::Recompute, .contextFrames = 3},
                         {.onSwitch = PromptSwitch::Blend, .blendBlocks = 3});
}

/// A rollout with what it refers to.
struct Run {
    explicit Run(const WanRecipe& recipe, const SessionConfig& config = {},
                 const WanDit& network = smallWan())
        : rollout(network, recipe,
                  {.height = kHeight, .width = kWidth, .ispa = ispaSettings(config, recipe)},
                  rolloutPrompt(200), noise, hooks())
    {
    }

    at::Tensor block()
    {
        const at::Tensor latents = rollout.denoise();
        rollout.commit();
        return latents;
    }

    at::Tensor blocks(int count)
    {
        std::vector<at::Tensor> all;
        for (int i = 0; i < count; ++i)
            all.push_back(block());
        return at::cat(all);
    }

    WanRolloutHooks hooks()
    {
        WanRolloutHooks result;
        result.onStep = [this](const WanStep& step) { times.push_back(step.time); };
        result.firstContextFrame = [this](std::int64_t block) {
            encoded.push_back(block);
            return RandomTensors(300 + static_cast<std::uint64_t>(block))(
                {1, kSmallWan.inChannels, kHeight, kWidth});
        };
        return result;
    }

    std::vector<double> times;         // of all steps
    std::vector<std::int64_t> encoded; // blocks that asked for a frame
    SeededNoise noise{5};
    WanRollout rollout;
};

SessionConfig absorbing(int layers, int warmup, int window)
{
    SessionConfig config;
    config.ispaLayers = layers;
    config.ispaWarmup = warmup;
    config.ispaSinkFrames = 1;
    config.ispaWindowFrames = window;
    return config;
}

std::int64_t perFrame()
{
    return smallWan().kvShape(kHeight, kWidth).bytesPerFrame();
}

} // namespace

TEST_CASE(
    "WanRollout: blocks are made by the formula's steps, and passed over once more when clean",
    "[pipeline][rollout]")
{
    WanRecipe which = rolloutRecipe({});
    which.sampler.contextNoise = 100;
    Run run(which);
    const FlowSchedule schedule(5);
    const std::vector<double> times = schedule.warped({1000, 500});
    const std::int64_t shape[] = {3, kSmallWan.inChannels, kHeight, kWidth};
    DitState state = smallWan().makeState(kHeight, kWidth, {.kind = CacheKind::Growing});
    for (std::int64_t block = 0; block < 3; ++block) {
        const auto draw = [&](std::int64_t step) {
            return SeededNoise(5)({.block = block, .step = step, .frames = {3 * block, 3}}, shape);
        };
        const auto flow = [&](const at::Tensor& x, double time) {
            return smallWan()(x.transpose(0, 1), at::full({3}, time, at::kFloat),
                              rolloutPrompt(200), {.frames = {3 * block, 3}}, state)
                .transpose(0, 1);
        };
        const at::Tensor first = schedule.clean(draw(0), flow(draw(0), times[0]), times[0]);
        const at::Tensor half = schedule.noisy(first, draw(1), times[1]);
        const at::Tensor clean = schedule.clean(half, flow(half, times[1]), times[1]);
        flow(clean, 100); // not noised: the time alone says so
        REQUIRE(distance(run.block(), clean) < 1e-4);
    }
    CHECK(run.times == std::vector<double>{1000, times[1], 1000, times[1], 1000, times[1]});
    CHECK(run.rollout.framesSoFar() == 9);
}

TEST_CASE("WanRollout: the seed decides everything, and nothing else does", "[pipeline][rollout]")
{
    const WanRecipe which = GENERATE(windowed(), recomputing());
    Run one(which);
    Run other(which);
    const at::Tensor latents = one.blocks(5);
    CHECK(at::equal(latents, other.blocks(5)));
    CHECK(distance(latents.narrow(0, 0, 3), latents.narrow(0, 3, 3)) > 0.1);
}

TEST_CASE("WanRollout: the first generated block has steps of its own, given latents or not",
          "[pipeline][rollout]")
{
    const bool given = GENERATE(false, true);
    WanRecipe which = rolloutRecipe({});
    which.sampler.blockFrames = 1;
    which.sampler.firstSteps = {1000, 750, 500, 250};
    Run run(which);
    if (given)
        run.rollout.begin(RandomTensors(201)({2, kSmallWan.inChannels, kHeight, kWidth}));
    run.blocks(3);
    CHECK(run.times.size() == 4 + 2 + 2);
    CHECK(run.rollout.framesSoFar() == (given ? 5 : 3));
}

TEST_CASE("WanRollout: given latents are whole blocks", "[pipeline][rollout]")
{
    Run run(rolloutRecipe({}));
    const CaughtError error = errorOf([&] {
        run.rollout.begin(at::zeros({4, kSmallWan.inChannels, kHeight, kWidth}));
    });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names("blocks of 3"));
}

TEST_CASE("WanRollout: a clip ends where the model's does", "[pipeline][rollout]")
{
    Run run(rolloutRecipe({.maximumFrames = 7}));
    run.blocks(2);
    const CaughtError full = errorOf([&] { run.block(); });
    CHECK(full.code == ErrorCode::BadConfig);
    CHECK(full.names("7 possible"));
}

TEST_CASE("WanRollout: bounded positions and a fresh first frame when the history is rebuilt",
          "[pipeline][rollout]")
{
    const std::int64_t context = GENERATE(3, 6, 4);
    Run run(rolloutRecipe({.kind = WanCacheKind::Recompute, .contextFrames = context}));
    for (std::int64_t block = 0; block < 6; ++block) {
        run.block();
        const auto& held = run.rollout.state().caches[0].frames();
        const std::int64_t before = std::min(3 * block, context);
        REQUIRE(static_cast<std::int64_t>(held.size()) == before + 3);
        REQUIRE(*std::max_element(held.begin(), held.end()) == before + 2);
    }
    // As soon as (block - 1) · 3 has reached the context.
    const std::int64_t first = context == 3 ? 2 : 3;
    REQUIRE_FALSE(run.encoded.empty());
    CHECK(run.encoded.front() == first);
    CHECK(run.encoded.back() == 5);
}

TEST_CASE("WanRollout: who rebuilds from the video needs an encoder", "[pipeline][rollout]")
{
    SeededNoise noise(5);
    WanRollout rollout(smallWan(), recomputing(), {.height = kHeight, .width = kWidth},
                       rolloutPrompt(200), noise);
    for (int block = 0; block < 2; ++block) {
        rollout.denoise();
        rollout.commit();
    }
    CHECK(errorOf([&] { rollout.denoise(); }).code == ErrorCode::BadConfig);
}

TEST_CASE("WanRollout: a block sees nothing of the clip but the rebuilt context",
          "[pipeline][rollout]")
{
    // The blocks before differ; the context does not, as its first frame comes from the encoder and three blocks lie
    // between.
    WanRecipe which = recomputing();
    which.cache.contextFrames = 1;
    which.sampler.blockFrames = 1;
    Run plain(which);
    Run begun(which);
    begun.rollout.begin(RandomTensors(202)({1, kSmallWan.inChannels, kHeight, kWidth}));
    plain.blocks(2);
    begun.blocks(2);
    CHECK(distance(plain.block(), begun.block()) < 1e-5);
}

TEST_CASE("WanRollout: a new prompt remakes the history that the cache holds",
          "[pipeline][rollout]")
{
    const bool keepSinks = GENERATE(true, false);
    CAPTURE(keepSinks);
    Run switched(windowed(keepSinks));
    Run plain(windowed(keepSinks));
    switched.rollout.requestPrompt(rolloutPrompt(203), 14); // lands on 15, behind the window
    switched.blocks(5);
    plain.blocks(5);
    const at::Tensor sink = switched.rollout.state().caches[1].frame(0).second.clone();
    CHECK(distance(switched.block(), plain.block()) > 1e-3);
    const KvCache& cache = switched.rollout.state().caches[1];
    if (keepSinks) {
        CHECK(at::equal(cache.frame(0).second, sink));
        CHECK(cache.sinkStart() == 0);
    } else {
        CHECK(errorOf([&] { cache.frame(0); }).code == ErrorCode::Internal);
        CHECK_NOTHROW(cache.frame(3)); // 15 - 12
        CHECK(cache.sinkStart() == 3);
    }
    // What is not a sink was remade: frame 12 is in both, and differs.
    CHECK(distance(cache.frame(12).second, plain.rollout.state().caches[1].frame(12).second) >
          1e-3);
}

TEST_CASE("WanRollout: a rebuilt history still has the prompt of the block before",
          "[pipeline][rollout]")
{
    Run blended(recomputing());
    Run plain(recomputing());
    blended.rollout.requestPrompt(rolloutPrompt(203), 6);
    plain.blocks(2);
    blended.blocks(2);
    CHECK(distance(blended.block(), plain.block()) < 1e-5); // the first block of a blend
    CHECK(distance(blended.block(), plain.block()) > 1e-3);
}

TEST_CASE("WanRollout: half precision goes through to the latents", "[pipeline][rollout]")
{
    const at::ScalarType type = GENERATE(at::kBFloat16, at::kHalf);
    const WanDit half = loadWan(smallWanWeights(), kSmallWan, type);
    Run run(windowed(), {}, half);
    Run exact(windowed());
    const at::Tensor latents = run.blocks(3);
    const at::Tensor expected = exact.blocks(3);
    CHECK(latents.scalar_type() == type);
    const at::Tensor error = latents.to(at::kDouble) - expected.to(at::kDouble);
    CHECK((error.norm() / expected.norm()).item<double>() < 0.1);
    requireExact(run.rollout.ledger());
}

TEST_CASE("WanRollout: ISPA watches without changing the clip", "[pipeline][rollout][ispa]")
{
    const auto [which, window] =
        GENERATE(table<WanRecipe, int>({{windowed(), 3}, {recomputing(), 1}}));
    Run plain(which);
    Run watched(which, absorbing(1, 1000, window));
    CHECK(distance(watched.blocks(6), plain.blocks(6)) < 1e-3);
    // A window of 12 has more than sink, window and block to see from block 2 on; three rebuilt frames from block 1.
    CHECK(watched.rollout.absorber()->informativeBlocks() == (window == 3 ? 4 : 5));
    requireExact(watched.rollout.ledger());
}

TEST_CASE("WanRollout: ISPA in a sink-window model: statistics, transition, eviction, exact bytes",
          "[pipeline][rollout][ispa]")
{
    const bool keepSinks = GENERATE(true, false);
    Run run(windowed(keepSinks), absorbing(1, 15, 3));
    run.rollout.requestPrompt(rolloutPrompt(203), 18);
    requireExact(run.rollout.ledger());
    for (int block = 0; block < 4; ++block) {
        run.block();
        requireExact(run.rollout.ledger());
        REQUIRE(run.rollout.absorber()->phase() == AbsorberPhase::Warming);
    }
    CHECK(run.rollout.state().kvBytes() == 2 * 12 * perFrame());
    for (int block = 4; block < 12; ++block) { // absorbs behind frame 15, remade at 18
        run.block();
        requireExact(run.rollout.ledger());
        REQUIRE(run.rollout.absorber()->phase() == AbsorberPhase::Absorbed);
        REQUIRE(run.rollout.state().kvBytes() == (12 + 1 + 3 + 3) * perFrame());
    }
    for (std::size_t layer = 0; layer < 2; ++layer) {
        const KvCache& cache = run.rollout.state().caches[layer];
        const bool local = run.rollout.absorber()->isLocal(layer);
        CHECK(cache.frames().size() == (local ? 7 : 12));
        CHECK_NOTHROW(cache.frame(keepSinks ? 0 : 6)); // 18 - 12
        CHECK_NOTHROW(cache.frame(30));
        if (local)
            CHECK(errorOf([&] { cache.frame(29); }).code == ErrorCode::Internal);
    }
}

TEST_CASE(
    "WanRollout: ISPA in a model that rebuilds: statistics, transition, eviction, exact bytes",
    "[pipeline][rollout][ispa]")
{
    Run run(recomputing(), absorbing(1, 12, 1));
    for (int block = 0; block < 3; ++block) {
        run.block();
        requireExact(run.rollout.ledger());
    }
    CHECK(run.rollout.absorber()->informativeBlocks() == 2);
    CHECK(run.rollout.state().kvBytes() == 2 * 6 * perFrame());
    for (int block = 3; block < 9; ++block) {
        run.block();
        requireExact(run.rollout.ledger());
        REQUIRE(run.rollout.absorber()->phase() == AbsorberPhase::Absorbed);
        REQUIRE(run.rollout.state().kvBytes() == (6 + 1 + 1 + 3) * perFrame());
    }
    for (std::size_t layer = 0; layer < 2; ++layer)
        if (run.rollout.absorber()->isLocal(layer)) {
            const KvCache& cache = run.rollout.state().caches[layer];
            CHECK(cache.frames().size() == 5);
            CHECK_NOTHROW(cache.frame(0)); // the sink is the frame that was encoded anew
            CHECK(errorOf([&] { cache.frame(1); }).code == ErrorCode::Internal);
        }
    CHECK(run.rollout.absorber()->probe().has_value());
}
