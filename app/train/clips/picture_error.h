#pragma once

#include <ATen/ATen.h>

#include <cmath>

namespace imprint::train {

/// PSNR in dB of differences between pictures whose values lie in [-1, 1].
inline double psnr(const at::Tensor& error)
{
    return -10 * std::log10(error.square().mean().item<double>() / 4);
}

} // namespace imprint::train
