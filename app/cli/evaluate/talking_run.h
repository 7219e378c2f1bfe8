#pragma once

#include "engine/core/engine_model.h"

#include <ATen/ATen.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace imprint::app {

/// What one generation is made from.
struct TalkingRun {
    const EngineModel* model = nullptr;
    SessionRequest request;
    const std::vector<float>* samples = nullptr;
};

/// Takes the next frames of a video: [N, 3, H, W] uint8.
using TakeFrames = std::function<void(const at::Tensor& pixels)>;

/// Generates a video in this process and hands its frames over in batches of at most 24, in order.
/// Returns frames per second of wall time. Throws what the session throws.
double generateFrames(const TalkingRun& run, const TakeFrames& take);

} // namespace imprint::app
