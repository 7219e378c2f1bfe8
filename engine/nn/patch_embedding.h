#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>

namespace imprint::engine {

/// Extent of a patch, in latent frames and latent pixels.
struct PatchSize {
    std::int64_t frames = 1;
    std::int64_t rows = 2;
    std::int64_t columns = 2;

    std::int64_t area() const { return frames * rows * columns; }
};

/// Tokens of a latent: a convolution whose stride is its kernel, which is one linear map of every patch.
/// Const; thread: any.
class PatchEmbedding {
public:
    /// Reads `scope.weight` [dim, channels, frames, rows, columns] and `scope.bias` [dim].
    PatchEmbedding(WeightReader& weights, const std::string& scope, std::int64_t channels,
                   std::int64_t dim, const PatchSize& patch = {});

    /// latent [channels, F, H, W] -> [F / patch, (H / patch)·(W / patch), dim], tokens in order (row, column).
    /// Throws Error(BadShape) for a latent that is not whole patches, or of other channels.
    at::Tensor operator()(const at::Tensor& latent) const;

    /// What a latent of zeros gives for every token [dim].
    const at::Tensor& bias() const { return m_bias; }

    /// That the weights have, and everything is computed in.
    at::ScalarType type() const { return m_weight.scalar_type(); }

private:
    PatchSize m_patch;
    std::int64_t m_channels;
    at::Tensor m_weight; // [dim, channels·area]
    at::Tensor m_bias;   // [dim]
};

} // namespace imprint::engine
