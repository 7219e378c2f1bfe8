#pragma once

#include "engine/weights/data_type.h"

#include <cstddef>
#include <span>

namespace imprint::engine {

/// Whether none of the values is infinite or no number. Of types that are no floating-point numbers all are finite.
/// bytes  whole elements of `type`, aligned to nothing
/// Throws Error(Internal) for the 8-bit floats, which are widened before anyone computes with them.
bool allFinite(std::span<const std::byte> bytes, DataType type);

} // namespace imprint::engine
