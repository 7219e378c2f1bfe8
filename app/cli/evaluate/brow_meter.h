#pragma once

#include <ATen/ATen.h>

namespace imprint::app {

/// What a model mixes wrongly where it moves a brow: colours that are neither the brow's nor the skin's.
/// Thread: its owner's.
class BrowMeter {
public:
    /// truth, made  [N, 3, H, W] uint8; brows  [N, H, W] bool: where the truth has them, or had them at first.
    void add(const at::Tensor& truth, const at::Tensor& made, const at::Tensor& brows);

    /// Mean difference of the brows' pixels from the most alike of the truth's nearby, in levels; NaN without a brow.
    double levelsOff() const;

private:
    double m_levels = 0;
    double m_pixels = 0;
};

} // namespace imprint::app
