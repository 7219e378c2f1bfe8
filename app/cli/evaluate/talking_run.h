#pragma once

#include "engine/core/engine_model.h"

#include <ATen/ATen.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// What one generation is made from.
struct TalkingRun {
    const EngineModel* model = nullptr;
    SessionRequest request;
    const std::vector<float>* samples = nullptr;
    std::string personaOut; ///< file that gets what the session learnt; empty: none does
};

/// Takes the next frames of a video: [N, 3, H, W] uint8.
using TakeFrames = std::function<void(const at::Tensor& pixels)>;

/// What a session says of itself at its end.
struct TalkingFigures {
    double framesPerSecond = 0; ///< of wall time, whoever takes the frames included
    SessionStats stats;
    Ledger ledger;
    std::int64_t peakKvBytes = 0; ///< most that all KV caches held, as seen after each batch
};

/// Generates a video in this process and hands its frames over in batches of at most 24, in order.
/// Throws what the session throws.
TalkingFigures generateFrames(const TalkingRun& run, const TakeFrames& take);

} // namespace imprint::app
