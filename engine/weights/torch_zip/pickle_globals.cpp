#include "engine/weights/torch_zip/pickle.h"

#include <array>

namespace imprint::engine {
namespace {

struct GlobalRow {
    std::string_view module;
    std::string_view name;
    PickleGlobal global;
};

constexpr GlobalRow callable(std::string_view module, std::string_view name, PickleName what)
{
    return {module, name, {what, DataType::U8}};
}

constexpr GlobalRow storage(std::string_view module, std::string_view name, DataType type)
{
    return {module, name, {PickleName::StorageClass, type}};
}

constexpr GlobalRow elementType(std::string_view name)
{
    return {"torch", name, {PickleName::ElementType, DataType::U8}};
}

constexpr std::array kGlobals = {
    callable("collections", "OrderedDict", PickleName::OrderedDict),
    callable("torch._utils", "_rebuild_tensor_v2", PickleName::RebuildTensor),
    callable("torch._utils", "_rebuild_parameter", PickleName::RebuildParameter),
    callable("torch._tensor", "_rebuild_from_type_v2", PickleName::RebuildFromType),
    callable("torch", "Size", PickleName::Size),
    callable("torch", "Tensor", PickleName::TensorClass),
    callable("torch.nn.parameter", "Parameter", PickleName::TensorClass),
    storage("torch", "DoubleStorage", DataType::F64),
    storage("torch", "FloatStorage", DataType::F32),
    storage("torch", "HalfStorage", DataType::F16),
    storage("torch", "BFloat16Storage", DataType::BF16),
    storage("torch", "LongStorage", DataType::I64),
    storage("torch", "IntStorage", DataType::I32),
    storage("torch", "ShortStorage", DataType::I16),
    storage("torch", "CharStorage", DataType::I8),
    storage("torch", "ByteStorage", DataType::U8),
    storage("torch", "BoolStorage", DataType::Bool),
    storage("torch.storage", "UntypedStorage", DataType::U8),
    elementType("float64"),
    elementType("float32"),
    elementType("float16"),
    elementType("bfloat16"),
    elementType("float8_e4m3fn"),
    elementType("float8_e5m2"),
    elementType("int64"),
    elementType("int32"),
    elementType("int16"),
    elementType("int8"),
    elementType("uint8"),
    elementType("bool"),
};

} // namespace

std::optional<PickleGlobal> findPickleGlobal(std::string_view module, std::string_view name)
{
    for (const GlobalRow& row : kGlobals)
        if (row.module == module && row.name == name)
            return row.global;
    return std::nullopt;
}

const PickleContainer* Pickle::container(const PickleValue& value) const
{
    const auto* reference = std::get_if<PickleReference>(&value);
    if (reference == nullptr || reference->kind != PickleKind::Container)
        return nullptr;
    return &containers[reference->index];
}

} // namespace imprint::engine
