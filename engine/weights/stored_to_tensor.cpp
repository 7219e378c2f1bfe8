#include "engine/weights/stored_to_tensor.h"

#include "engine/core/error.h"
#include "engine/weights/finite.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace imprint::engine {
namespace {

constexpr std::array<std::pair<DataType, at::ScalarType>, 12> kTypes = {
    {{DataType::F64, at::kDouble},
     {DataType::F32, at::kFloat},
     {DataType::F16, at::kHalf},
     {DataType::BF16, at::kBFloat16},
     {DataType::F8E4M3, at::kFloat8_e4m3fn},
     {DataType::F8E5M2, at::kFloat8_e5m2},
     {DataType::I64, at::kLong},
     {DataType::I32, at::kInt},
     {DataType::I16, at::kShort},
     {DataType::I8, at::kChar},
     {DataType::U8, at::kByte},
     {DataType::Bool, at::kBool}}};

at::ScalarType scalarType(DataType type)
{
    for (const auto& [stored, scalar] : kTypes)
        if (stored == type)
            return scalar;
    IMPRINT_ASSERT(false, "type ", static_cast<int>(type));
}

DataType dataType(at::ScalarType type)
{
    for (const auto& [stored, scalar] : kTypes)
        if (scalar == type)
            return stored;
    IMPRINT_ASSERT(false, "type ", at::toString(type));
}

/// `stored` seen as a tensor: over the mapped bytes where they are aligned, over a copy of them in `room` otherwise.
at::Tensor viewOf(const StoredTensor& stored, at::ScalarType type, at::Tensor& room)
{
    const auto address = reinterpret_cast<std::uintptr_t>(stored.bytes.data());
    // The mapping is read-only: whoever takes the view only copies from it.
    void* data = const_cast<std::byte*>(stored.bytes.data());
    if (address % elementBytes(stored.type) != 0) {
        room = at::empty({static_cast<std::int64_t>(stored.bytes.size())}, at::kByte);
        data = room.mutable_data_ptr();
        std::memcpy(data, stored.bytes.data(), stored.bytes.size());
    }
    if (stored.strides.empty())
        return at::from_blob(data, stored.shape, at::TensorOptions(type));
    return at::from_blob(data, stored.shape, stored.strides, at::TensorOptions(type));
}

at::Tensor copyOf(const StoredTensor& stored, at::ScalarType wanted)
{
    if (stored.bytes.empty())
        return at::empty(stored.shape, at::TensorOptions(wanted));
    at::Tensor room;
    // A byte other than 0 and 1 is no bool to C++, so bools are read as bytes.
    if (stored.type == DataType::Bool)
        return viewOf(stored, at::kByte, room).ne(0).contiguous();
    return viewOf(stored, scalarType(stored.type), room)
        .to(at::TensorOptions(wanted), /*non_blocking=*/false, /*copy=*/true,
            at::MemoryFormat::Contiguous);
}

} // namespace

at::Tensor copyOf(const StoredTensor& stored)
{
    return copyOf(stored, scalarType(stored.type));
}

at::Tensor copyAs(const StoredTensor& stored, at::ScalarType type)
{
    const at::ScalarType own = scalarType(stored.type);
    return copyOf(stored, at::isFloatingType(own) ? type : own);
}

bool allFinite(const at::Tensor& tensor)
{
    return allFinite(
        std::span(static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()),
        dataType(tensor.scalar_type()));
}

} // namespace imprint::engine
