#pragma once

#include "engine/weights/stored_tensor.h"

#include <ATen/ATen.h>

namespace imprint::engine {

/// A tensor that owns its memory, row-major, in the type it is stored in (a stored bool other than 0 becomes 1).
at::Tensor copyOf(const StoredTensor& stored);

/// The same with floating-point numbers converted to `type`; whole numbers and bools stay what they are. Takes no memory
/// beyond the result where the bytes are aligned, as those of torch.save and most of safetensors are.
at::Tensor copyAs(const StoredTensor& stored, at::ScalarType type);

/// Whether all numbers are finite.
/// tensor  row-major, of one of the types that copyAs makes, no 8-bit float
bool allFinite(const at::Tensor& tensor);

} // namespace imprint::engine
