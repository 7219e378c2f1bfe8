#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace imprint::engine {

/// Element types of stored tensors.
enum class DataType { F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, U8, Bool };

/// Bytes of one element.
std::size_t elementBytes(DataType type);

/// The name that safetensors files use ("F8_E4M3", "BOOL"), and the type of such a name, if there is one.
std::string_view toString(DataType type);
std::optional<DataType> dataTypeOf(std::string_view name);

} // namespace imprint::engine
