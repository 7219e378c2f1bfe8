#pragma once

#include <ATen/ATen.h>

namespace imprint::train {

/// Uniform within ±1/√fan-in: the usual start of linear and convolution weights. shape [out, in, kernel...].
at::Tensor uniformByFanIn(at::IntArrayRef shape, const at::Generator& random);

/// Normal with deviation √(2/fan-in), which keeps the size of activations through ReLU-like layers.
at::Tensor normalByFanIn(at::IntArrayRef shape, const at::Generator& random);

} // namespace imprint::train
