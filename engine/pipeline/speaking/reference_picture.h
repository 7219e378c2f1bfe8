#pragma once

#include "engine/core/video_frame.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// A still as the encoder of pictures takes it: scaled until it covers height × width, smoothly, and cut around its middle.
/// Returns [1, 3, height, width] fp32 in [-1, 1]. Throws Error(BadInput) for a picture without pixels.
/// Source: LiveTalk scripts/inference_example.py; specs/avatars.md A2.
at::Tensor referencePicture(const Picture& picture, std::int64_t height, std::int64_t width);

} // namespace imprint::engine
