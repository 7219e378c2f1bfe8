#pragma once

#include "engine/models/pocket/picture_grid.h"
#include "engine/nn/conv2d.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// Looks at pictures closely and from farther away: what a PoseWarp and a FaceMove see with. Const; thread: any.
class TwoScaleNetwork {
public:
    static constexpr std::int64_t kFold =
        3; ///< pixels per feature, per axis, before the first convolution

    /// Channels; stride of the first convolution.
    struct Widths {
        std::int64_t fine, coarse, wide, widest, joined, out;
        std::int64_t stride = 1;
    };

    /// Reads `scope.in`, `.down`, `.wide.0`, `.wide.1`, `.up` and `.out`, convolutions of 3 × 3.
    TwoScaleNetwork(WeightReader& weights, const std::string& scope, const Widths& w)
        : m_in(weights, scope + ".in", 3 * kFold * kFold, w.fine, 3, w.stride)
        , m_down(weights, scope + ".down", w.fine, w.coarse, 3, 2)
        , m_wide0(weights, scope + ".wide.0", w.coarse, w.wide, 3)
        , m_wide1(weights, scope + ".wide.1", w.wide, w.widest, 3)
        , m_up(weights, scope + ".up", w.widest + w.fine, w.joined, 3)
        , m_out(weights, scope + ".out", w.joined, w.out, 3)
    {
    }

    /// pictures [B, 3, H, W] in [-1, 1] -> [B, out, H / (3 stride), W / (3 stride)].
    at::Tensor operator()(const at::Tensor& pictures) const
    {
        const at::Tensor fine = at::silu(m_in(at::pixel_unshuffle(pictures, kFold)));
        const at::Tensor coarse = at::silu(m_wide1(at::silu(m_wide0(at::silu(m_down(fine))))));
        const at::Tensor both = at::cat({resized(coarse, fine.size(-2), fine.size(-1)), fine}, 1);
        return m_out(at::silu(m_up(both)));
    }

private:
    Conv2d m_in;
    Conv2d m_down;
    Conv2d m_wide0;
    Conv2d m_wide1;
    Conv2d m_up;
    Conv2d m_out;
};

} // namespace imprint::engine
