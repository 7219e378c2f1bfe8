#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// The latest input frames [B, C, H, W] that a layer still needs, oldest first; those before the first frame of the
/// stream are missing. Its tensors are never written to, so that a copied history is the start of another stream.
using FrameHistory = std::vector<at::Tensor>;

struct CausalConv3dShape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t taps = 3;   ///< of time: this frame and those before
    std::int64_t kernel = 3; ///< rows and columns, odd
};

/// A 3-D convolution that sees the present and the past, one frame at a time: zeros before the first frame, and
/// kernel/2 zeros around each. A 2-D convolution per tap, so that what a stream remembers need not be copied together
/// with the new frame, and taps of missing frames cost nothing; on a CPU as fast as one 3-D convolution, in fp16 forty
/// times as fast.
/// Source: Self-Forcing wan/modules/vae.py, CausalConv3d; specs/wan-causal.md 6.1, 6.3.
class CausalConv3d {
public:
    /// Reads `scope.weight` [out, in, taps, kernel, kernel] and `scope.bias` [out].
    CausalConv3d(WeightReader& weights, const std::string& scope, const CausalConv3dShape& shape);

    /// x        [B, in, H, W] the next frame; kept, so it should own its memory and must not be written to afterwards
    /// history  of this layer in this stream: taps - 1 frames at most
    /// Returns [B, out, H, W].
    at::Tensor operator()(const at::Tensor& x, FrameHistory& history) const;

    /// Keeps a frame without computing anything from it.
    void remember(const at::Tensor& x, FrameHistory& history) const;

    at::ScalarType type() const { return m_bias.scalar_type(); }

private:
    at::Tensor ofTap(std::size_t tap, const at::Tensor& frame) const;

    std::vector<at::Tensor> m_taps; // [out, in, kernel, kernel] each, the oldest frame's first
    at::Tensor m_bias;              // [out]
    std::int64_t m_padding;
};

} // namespace imprint::engine
