#pragma once

#include <ATen/ATen.h>

namespace imprint::app {

/// What a model mixes wrongly where a part of the face moves: colours that are neither the part's nor the skin's.
/// Thread: its owner's.
class PartMeter {
public:
    /// truth, made  [N, 3, H, W] uint8; part  [N, H, W] bool: where to look. Frames with none of it cost nothing.
    void add(const at::Tensor& truth, const at::Tensor& made, const at::Tensor& part);

    /// Mean difference of the part's pixels from the most alike of the truth's nearby, in levels; NaN without any.
    double levelsOff() const;

private:
    double m_levels = 0;
    double m_pixels = 0;
};

} // namespace imprint::app
