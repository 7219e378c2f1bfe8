#pragma once

#include "engine/nn/linear.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// 2-D convolution, "same" padding.
class Conv2d {
public:
    /// Reads `scope.weight` [out, in, kernel, kernel] and, with Bias::Yes, `scope.bias` [out].
    Conv2d(WeightReader& weights, const std::string& scope, std::int64_t in, std::int64_t out,
           std::int64_t kernel, std::int64_t stride = 1, Bias bias = Bias::Yes);

    /// x [N, in, H, W] -> [N, out, H/stride, W/stride].
    at::Tensor operator()(const at::Tensor& x) const;

    /// What the input channels from `first` on contribute: x holds as many of them as it is wide. The bias comes with
    /// channel 0, so that the parts add up to the whole.
    at::Tensor part(const at::Tensor& x, std::int64_t first) const;

    const at::Tensor& weight() const { return m_weight; }
    /// Undefined with Bias::No.
    const at::Tensor& bias() const { return m_bias; }

private:
    at::Tensor convolved(const at::Tensor& x, const at::Tensor& weight,
                         const at::Tensor& bias) const;

    at::Tensor m_weight;
    at::Tensor m_bias;
    std::int64_t m_stride;
    std::int64_t m_padding;
};

} // namespace imprint::engine
