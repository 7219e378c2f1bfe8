#pragma once

#include "engine/nn/linear.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <array>
#include <string>

namespace imprint::engine {

/// Nearest ×2, then a 3×3 convolution with "same" padding, without ever making the enlarged input: an output pixel sees
/// 2×2 different input pixels, and which weights meet which depends only on whether its row and its column are even. So it
/// is four 2×2 convolutions, with 4/9 of the products. In fp16 and bf16 the sums of weights are rounded once more.
class UpsamplingConv2d {
public:
    /// Reads `scope.weight` [out, in, 3, 3] and, with Bias::Yes, `scope.bias` [out].
    UpsamplingConv2d(WeightReader& weights, const std::string& scope, std::int64_t in,
                     std::int64_t out, Bias bias = Bias::Yes);

    /// x [N, in, H, W] -> [N, out, 2H, 2W].
    at::Tensor operator()(const at::Tensor& x) const;

private:
    std::array<at::Tensor, 4>
        m_phases;      // [out, in, 2, 2]: even rows even columns, even odd, odd even, odd odd
    at::Tensor m_bias; // [out]; undefined with Bias::No
};

} // namespace imprint::engine
