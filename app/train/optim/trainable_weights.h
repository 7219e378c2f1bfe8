#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <map>
#include <string>

namespace imprint::train {

/// Weights that do not exist yet: the same layer classes as in inference are built from it, and it makes each tensor
/// when a layer asks for it, as a leaf that requires gradients. `*.bias` begins at zero, other vectors (gains of norms)
/// at one, a matrix or convolution at normal values of variance 2 / fan-in. The same seed gives the same start, in
/// whatever order the layers ask. Thread: the one that builds the model.
class TrainableWeights : public engine::WeightReader {
public:
    explicit TrainableWeights(std::uint64_t seed);

    /// Throws Error(BadInput) if the name was asked for before.
    at::Tensor require(const std::string& name, at::IntArrayRef shape) override;

    /// All tensors by name. They share their values with the layers: a step of an optimiser changes both.
    const std::map<std::string, at::Tensor>& tensors() const { return m_tensors; }

    /// The same as fp16 copies without gradients, to be written as a file.
    std::map<std::string, at::Tensor> halfPrecision() const;

private:
    std::uint64_t m_seed;
    std::map<std::string, at::Tensor> m_tensors;
};

} // namespace imprint::train
