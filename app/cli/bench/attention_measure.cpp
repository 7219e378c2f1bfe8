#include "app/cli/bench/attention_measure.h"

#include "engine/core/error.h"
#include "engine/core/stopwatch.h"
#include "engine/nn/attention.h"
#include "engine/nn/self_mixer.h"
#include "engine/nn/split_attention.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace imprint::app {

using namespace engine;

namespace {

// Multiply-adds of one full attention that one core does in a second or two.
constexpr std::int64_t kAffordable = 40'000'000'000;

/// What one layer meets in one pass over the last block of the context.
struct Scene {
    at::Tensor q; // [1, rows, heads, width]
    at::Tensor k; // [frames, tokens, heads, width], as a cache holds it
    at::Tensor v; // [frames, tokens, heads, width]
    std::vector<std::int64_t> localFrames;
    std::vector<std::int64_t> remoteFrames;
};

Scene makeScene(const AttentionShape& shape, const AttentionPlan& plan)
{
    auto source = at::make_generator<at::CPUGeneratorImpl>(1);
    const KvShape& kv = shape.kv;
    const FrameSpan block{plan.frames - shape.local.blockFrames, shape.local.blockFrames};
    const LocalFrames local{.sinkFrames = shape.local.sinkFrames,
                            .windowFrames = shape.local.windowFrames};
    std::vector<std::int64_t> near;
    std::vector<std::int64_t> far;
    for (std::int64_t frame = 0; frame < plan.frames; ++frame)
        (local.contains(frame, block) ? near : far).push_back(frame);
    const auto history = [&] {
        return at::randn({plan.frames, kv.tokensPerFrame, plan.heads, kv.headDim}, source);
    };
    return {.q = at::randn({1, plan.rows, plan.heads, kv.headDim}, source),
            .k = history(),
            .v = history(),
            .localFrames = std::move(near),
            .remoteFrames = std::move(far)};
}

at::Tensor oneSequence(const at::Tensor& frames)
{
    return frames.flatten(0, 1).unsqueeze(0);
}

at::Tensor gathered(const at::Tensor& frames, const std::vector<std::int64_t>& chosen)
{
    return oneSequence(framesAt(frames, chosen));
}

/// One repeat: every variant once.
AttentionFigures measureOnce(const Scene& scene)
{
    AttentionFigures figures;
    const at::Tensor nearK = gathered(scene.k, scene.localFrames);
    const at::Tensor nearV = gathered(scene.v, scene.localFrames);
    Stopwatch watch;
    const at::Tensor full = attend(scene.q, oneSequence(scene.k), oneSequence(scene.v));
    figures.fullMs = watch.restartMs();
    attend(scene.q, nearK, nearV);
    figures.localMs = watch.restartMs();
    // The warm-up, in the order of CachedMixer.
    const at::Tensor warmNearK = gathered(scene.k, scene.localFrames);
    const at::Tensor warmNearV = gathered(scene.v, scene.localFrames);
    const at::Tensor farK = gathered(scene.k, scene.remoteFrames);
    const at::Tensor farV = gathered(scene.v, scene.remoteFrames);
    figures.gatherMs = watch.restartMs();
    const AttentionPart near = attendWithLse(scene.q, warmNearK, warmNearV);
    figures.nearMs = watch.restartMs();
    const AttentionPart far = attendWithLse(scene.q, farK, farV);
    figures.farMs = watch.restartMs();
    const at::Tensor merged = joinAttention(near, far).out.flatten(2);
    figures.mergeMs = watch.restartMs();
    figures.largestDifference = (merged - full).abs().max().item<double>();
    return figures;
}

void requirePossible(const AttentionShape& shape, const AttentionPlan& plan)
{
    const auto require = [](bool good, const char* what, std::int64_t value, std::int64_t low,
                            std::int64_t high) {
        if (!good)
            throw Error(ErrorCode::BadConfig, concat(what, " cannot be ", value),
                        concat("It must be between ", low, " and ", high));
    };
    const auto within = [&](const char* what, std::int64_t value, std::int64_t high) {
        require(value >= 1 && value <= high, what, value, 1, high);
    };
    within("the number of heads", plan.heads, shape.kv.heads);
    within("the number of query rows", plan.rows, shape.queryRows());
    within("the number of repeats", plan.repeats, 1000);
    if (plan.frames <= shape.local.attendedFrames())
        throw Error(ErrorCode::BadConfig,
                    concat("a context of ", plan.frames, " latent frames has none beyond the ",
                           shape.local.attendedFrames(), " that a local layer attends to"),
                    "Measure a longer video");
}

double median(const std::vector<AttentionFigures>& repeats, double AttentionFigures::*figure)
{
    std::vector<double> values;
    for (const AttentionFigures& repeat : repeats)
        values.push_back(repeat.*figure);
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

AttentionPlan affordablePlan(const AttentionShape& shape, double seconds)
{
    AttentionPlan plan{
        .frames = shape.frames(seconds), .heads = shape.kv.heads, .rows = shape.queryRows()};
    const std::int64_t perRow =
        std::max<std::int64_t>(2 * plan.frames * shape.kv.tokensPerFrame * shape.kv.headDim, 1);
    if (perRow * plan.rows * plan.heads <= kAffordable)
        return plan;
    plan.heads = 1;
    plan.rows = std::clamp<std::int64_t>(kAffordable / perRow, 1, plan.rows);
    return plan;
}

double AttentionFigures::speedUpByFrames(double share) const
{
    return 1 / (1 - share +
                share * static_cast<double>(localFrames) / static_cast<double>(plan.frames));
}

AttentionFigures measureAttention(const AttentionShape& shape, const AttentionPlan& plan)
{
    requirePossible(shape, plan);
    const Scene scene = makeScene(shape, plan);
    measureOnce(scene); // brings memory and kernels in
    std::vector<AttentionFigures> repeats;
    for (int i = 0; i < plan.repeats; ++i)
        repeats.push_back(measureOnce(scene));
    AttentionFigures figures{.plan = plan,
                             .localFrames = shape.local.attendedFrames(),
                             .threads = at::get_num_threads()};
    for (const auto figure :
         {&AttentionFigures::fullMs, &AttentionFigures::localMs, &AttentionFigures::gatherMs,
          &AttentionFigures::nearMs, &AttentionFigures::farMs, &AttentionFigures::mergeMs,
          &AttentionFigures::largestDifference})
        figures.*figure = median(repeats, figure);
    return figures;
}

} // namespace imprint::app
