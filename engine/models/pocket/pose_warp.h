#pragma once

#include "engine/models/pocket/two_scale_network.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// Moves a picture as the head in it moves. It looks at the picture once and says for every point where it goes when one
/// of six pose numbers grows by one; a change of pose then is a weighted sum of those flows. Exact for shifts, a first
/// approximation for turns, which is enough for the small motion of somebody who speaks.
/// Const; thread: any.
class PoseWarp {
public:
    /// x, y, roll, yaw, pitch and scale, as `motionControls` scales them.
    static constexpr std::int64_t kNumbers = 6;

    PoseWarp(WeightReader& weights, const std::string& scope);

    /// pictures [B, 3, H, W] in [-1, 1], H and W multiples of 12. Returns the flow of each pose number
    /// [B, 6, 2, H/6, W/6]: x and y of what a point shows after the move, in half picture widths.
    at::Tensor flows(const at::Tensor& pictures) const;

    /// pictures [N, 3, H, W], one flow [N, 2, h, w] for each -> moved pictures [N, 3, H, W], fp32. What comes in from
    /// beyond the edge repeats the edge.
    static at::Tensor move(const at::Tensor& pictures, const at::Tensor& flow);

    /// The same, of which only an area is wanted: [N, 3, its height, its width].
    static at::Tensor move(const at::Tensor& pictures, const at::Tensor& flow,
                           const PictureArea& area);

private:
    TwoScaleNetwork m_network;
    at::Tensor m_usual; // [12, 32, 32] the flow of people at large
};

} // namespace imprint::engine
