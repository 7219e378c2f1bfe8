#pragma once

#include <ATen/ATen.h>

namespace imprint::engine {

/// softmax(q kᵀ / √width) v over all keys, no mask.
/// q [B, N, heads, width], k and v [B, M, heads, width] -> [B, N, heads·width], same type.
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v);

} // namespace imprint::engine
