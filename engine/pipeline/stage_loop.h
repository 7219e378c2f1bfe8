#pragma once

#include "engine/core/bounded_queue.h"

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

} // namespace imprint::engine
