#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

enum class Bias { Yes, No };

/// y = x Wᵀ + b.
class Linear {
public:
    /// Reads `scope.weight` [out, in] and, with Bias::Yes, `scope.bias` [out].
    Linear(WeightReader& weights, const std::string& scope, std::int64_t in, std::int64_t out,
           Bias bias = Bias::Yes);

    /// Several layers over the same input as one matrix: the outputs lie behind each other on the last axis.
    static Linear fused(WeightReader& weights, const std::vector<std::string>& scopes,
                        std::int64_t in, std::int64_t outEach);

    /// x [.., in] -> [.., out], same type.
    at::Tensor operator()(const at::Tensor& x) const;

    const at::Tensor& weight() const { return m_weight; }

private:
    Linear(at::Tensor weight, std::optional<at::Tensor> bias);

    at::Tensor m_weight;              // [out, in]
    std::optional<at::Tensor> m_bias; // [out]
};

} // namespace imprint::engine
