#pragma once

#include <ATen/ATen.h>

namespace imprint::app {

/// How far from each pixel the truth may have the same: half a side of the square that is searched.
inline constexpr std::int64_t kNearby = 3;

/// Difference [N, H, W] of each pixel from the most alike of the truth's nearby, in its worst channel, in levels.
/// truth, made  [N, 3, H, W] of floats.
at::Tensor fromNearestColour(const at::Tensor& truth, const at::Tensor& made);

} // namespace imprint::app
