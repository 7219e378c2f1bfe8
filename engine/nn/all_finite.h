#pragma once

#include <ATen/ATen.h>

#include <cmath>

namespace imprint::engine {

/// Whether no number of x is infinite or not a number; true of an empty one. One pass over x, no memory of its size.
inline bool allFinite(const at::Tensor& x)
{
    if (x.numel() == 0)
        return true;
    const auto [least, most] = at::aminmax(x); // NaN, if one is
    return std::isfinite(least.item<double>()) && std::isfinite(most.item<double>());
}

} // namespace imprint::engine
