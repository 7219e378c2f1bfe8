#pragma once

#include <ATen/ATen.h>

#include <optional>

namespace imprint::engine {

/// Solves (G + λI) P = C for one matrix or for one per head, and gives Pᵀ. The one place where equations are solved: a
/// GPU's solver takes its place behind this signature.
/// gram             G [.., in, in], symmetric
/// crossTransposed  Cᵀ [.., out, in]
/// lambda           λ [..], one per matrix, or a scalar tensor
/// Returns Pᵀ [.., out, in], in the type of `gram`; none if a matrix is not positive definite.
/// Source: specs/ispa.md 6.1, 6.3, 6.5.
std::optional<at::Tensor> solveRidge(const at::Tensor& gram, const at::Tensor& crossTransposed,
                                     const at::Tensor& lambda);

} // namespace imprint::engine
