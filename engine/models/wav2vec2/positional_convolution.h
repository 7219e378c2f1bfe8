#pragma once

#include "engine/weights/weight_file.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>

namespace imprint::engine {

/// How a file spells the two parts of a weight that is kept as length and direction.
enum class WeightNormNames {
    Suffixes,        ///< ".weight_g" and ".weight_v"
    Parametrization, ///< ".parametrizations.weight.original0" and "…original1", of newer PyTorch
};

/// The spelling that a file uses for the layer `scope`.
WeightNormNames weightNormNames(const WeightFile& weights, const std::string& scope);

/// What wav2vec 2.0 has in place of positions: a wide grouped convolution over time, added to its own input.
/// Its weight is stored as a direction for all channels and a length for each moment of the kernel.
/// Source: transformers, modeling_wav2vec2.py, Wav2Vec2PositionalConvEmbedding.
class PositionalConvolution {
public:
    /// Reads length [1, 1, kernel], direction [width, width / groups, kernel] and `scope.bias` [width].
    PositionalConvolution(WeightReader& weights, const std::string& scope, WeightNormNames names,
                          std::int64_t width, std::int64_t kernel, std::int64_t groups);

    /// x [T, width] -> x plus what the frames within half a kernel say about it, same shape and type.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_weight; // [width, width / groups, kernel]
    at::Tensor m_bias;   // [width]
    std::int64_t m_groups;
};

} // namespace imprint::engine
