#pragma once

#include "engine/weights/data_type.h"
#include "engine/weights/torch_zip/allocation_budget.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace imprint::engine {

/// The only names that a pickle of weights may refer to.
enum class PickleName {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    RebuildFromType,
    TensorClass,  ///< what RebuildFromType rebuilds: a tensor or a parameter
    StorageClass, ///< "torch.FloatStorage"
    ElementType,  ///< "torch.float32", as a plain value
    Size,
};

struct PickleGlobal {
    PickleName name = PickleName::OrderedDict;
    DataType type = DataType::U8; ///< of a storage class
};

/// The allowed global of this name; nothing for any other.
std::optional<PickleGlobal> findPickleGlobal(std::string_view module, std::string_view name);

struct PickleText {
    std::string_view text;
};
struct PickleBytes {
    std::span<const std::byte> bytes;
};

/// What stands behind an index of one of the lists of Pickle.
enum class PickleKind { Container, Storage, Tensor };
struct PickleReference {
    PickleKind kind = PickleKind::Container;
    std::uint32_t index = 0;
};

using PickleValue = std::variant<std::monostate, bool, std::int64_t, double, PickleText,
                                 PickleBytes, PickleGlobal, PickleReference>;

struct PickleContainer {
    enum class Shape { List, Tuple, Dict, OrderedDict };
    Shape shape = Shape::List;
    std::vector<PickleValue> items; ///< of a dictionary: key, value, key, value ...

    bool isDict() const { return shape == Shape::Dict || shape == Shape::OrderedDict; }
};

/// A storage as a pickle names it; whether the archive has it is not checked yet.
struct PickledStorage {
    DataType type = DataType::F32;
    std::string_view key;   ///< of the archive's entry
    std::int64_t count = 0; ///< elements
};

/// A tensor as a pickle describes it; nothing is checked against its storage yet.
struct PickledTensor {
    std::uint32_t storage = 0; ///< index into Pickle::storages
    std::int64_t offset = 0;   ///< elements
    std::vector<std::int64_t> shape = {};
    std::vector<std::int64_t> strides = {}; ///< elements
};

/// What a pickle of weights builds. Texts and bytes lie in the pickle's own bytes. Containers may hold each other and even
/// themselves: whoever walks them must bound his depth.
struct Pickle {
    std::vector<PickleContainer> containers;
    std::vector<PickledStorage> storages;
    std::vector<PickledTensor> tensors;
    PickleValue root;

    /// The container that a value is; null if it is none.
    const PickleContainer* container(const PickleValue& value) const;
};

/// Runs a pickle (protocol 2 to 5) that may build tensors and plain containers and nothing else: nothing is imported,
/// called or executed. A global outside the list, an opcode outside the format's plain part, a stack that does not fit, a
/// reference into nothing, bytes that end early or go on: each is an Error(BadInput) naming `path`, the place and the
/// thing. Never recursive, and charges `budget` for whatever it keeps.
/// Thread: any.
/// Source: the opcodes' description in Python's pickletools; wan-causal.md section 8.
Pickle readPickle(std::span<const std::byte> bytes, const std::string& path,
                  AllocationBudget& budget);

} // namespace imprint::engine
