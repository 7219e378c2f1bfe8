#pragma once

#include <ATen/ATen.h>

namespace imprint::train {

/// Pearson's correlation of all values of two tensors of one shape; 0 if one of them is constant.
double correlation(const at::Tensor& a, const at::Tensor& b);

} // namespace imprint::train
