#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// x / sqrt(mean(x²) + eps) · weight over the last axis; the mean of squares in fp32, the result cast to the type
/// of x before the product. Source: Self-Forcing wan/modules/model.py, WanRMSNorm.
class RmsNorm {
public:
    /// Reads `scope.weight` [width].
    RmsNorm(WeightReader& weights, const std::string& scope, std::int64_t width, double epsilon);

    /// x [.., width] -> same shape and type.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_weight;
    double m_epsilon;
};

/// Layer norm with weight and bias over the last axis.
class LayerNorm {
public:
    /// Reads `scope.weight` and `scope.bias` [width].
    LayerNorm(WeightReader& weights, const std::string& scope, std::int64_t width, double epsilon);

    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
    double m_epsilon;
};

/// LN(x)·(1 + scale) + shift with a layer norm that has no weights ("adaptive layer norm" of a DiT).
/// x [F, S, d]; shift, scale [F, 1, d], or anything that broadcasts.
at::Tensor modulatedLayerNorm(const at::Tensor& x, const at::Tensor& shift, const at::Tensor& scale,
                              double epsilon);

} // namespace imprint::engine
