#pragma once

#include "engine/core/bounded_queue.h"
#include "engine/core/work_watch.h"
#include "engine/pipeline/session_line.h"

#include <ATen/ATen.h>

#include <stop_token>
#include <utility>

namespace imprint::engine {

/// The loop of every stage: pop, step, push, until the input ends or the session stops. `step` gets a value and a
/// function that hands a result on (any number of times); `finish` gets that function once the input has ended.
/// Thread: the stage's own.
template <class In, class Out, class Step, class Finish>
void runStage(BoundedQueue<In>& input, BoundedQueue<Out>& output, std::stop_token stop, Step&& step,
              Finish&& finish)
{
    const at::InferenceMode noGradients;
    const auto emit = [&](Out value) { return output.pushWait(std::move(value), stop); };
    while (auto value = input.popWait(stop))
        step(std::move(*value), emit);
    if (!stop.stop_requested())
        finish(emit);
    output.close();
}

/// The loop of a feature stage: the still first, then the sound of the line. Counts the work, not the waiting for room.
/// Stage  begin(emit), step(AudioBlock, emit), finish(emit) with emit(Value) -> bool, and ledger()
template <class Stage, class Value>
void runFeatureStage(SessionLine& line, Stage& stage, BoundedQueue<Value>& output)
{
    const std::stop_token stop = line.stop.get_token();
    const at::InferenceMode noGradients;
    WorkWatch watch;
    WorkTime work;
    const auto emit = [&](Value value) {
        line.figures.publish(stage.ledger());
        line.figures.update(
            [time = work + watch.elapsed()](SessionStats& stats) { stats.features.add(time); });
        work = {};
        if (line.skippedBlocks.count(value.block) > 0) {
            watch.restart();
            return true;
        }
        // The generator cannot do without its still, so block 1 waits until that is fetched.
        const bool newestWins = line.live && value.block > 1;
        const bool pushed = newestWins ? output.pushDropOldest(std::move(value))
                                       : output.pushWait(std::move(value), stop);
        watch.restart();
        return pushed;
    };
    stage.begin(emit);
    runStage(
        line.audio, output, stop,
        [&](const AudioBlock& block, const auto&) {
            watch.restart();
            stage.step(block, emit);
            work = work + watch.elapsed();
        },
        [&](const auto&) {
            watch.restart();
            stage.finish(emit);
        });
}

} // namespace imprint::engine
