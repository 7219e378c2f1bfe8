#pragma once

#include <ATen/ATen.h>

namespace imprint::engine {

/// Sinusoid of a diffusion time: all cosines, then all sines, of t · 10000^(-i / denominator), i = 0 … half-1,
/// computed in fp64. Wan uses denominator = half (wan-causal.md 2.4), Pocket half - 1 (pocket.md 11).
/// t [F] -> [F, 2·half] in `type`.
at::Tensor timeSinusoid(const at::Tensor& t, std::int64_t half, double denominator,
                        at::ScalarType type);

} // namespace imprint::engine
