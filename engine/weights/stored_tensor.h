#pragma once

#include "engine/weights/data_type.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace imprint::engine {

/// A tensor inside a mapped file. `bytes` lives as long as the file object.
struct StoredTensor {
    DataType type = DataType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes; ///< first to last element, both included
    /// Elements from one index to the next, per dimension, none negative. Empty: row-major without gaps.
    std::vector<std::int64_t> strides = {};
};

/// What a file of weights holds, by name.
using StoredTensors = std::map<std::string, StoredTensor, std::less<>>;

/// More dimensions than LibTorch can hold are refused by every reader.
constexpr std::size_t kMaxDimensions = 64;

} // namespace imprint::engine
