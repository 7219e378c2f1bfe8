#include "engine/weights/data_type.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>

namespace imprint::engine {
namespace {

struct TypeRow {
    DataType type;
    std::string_view name;
    std::size_t bytes;
};

constexpr std::array<TypeRow, 12> kTypes = {{{DataType::F64, "F64", 8},
                                             {DataType::F32, "F32", 4},
                                             {DataType::F16, "F16", 2},
                                             {DataType::BF16, "BF16", 2},
                                             {DataType::F8E4M3, "F8_E4M3", 1},
                                             {DataType::F8E5M2, "F8_E5M2", 1},
                                             {DataType::I64, "I64", 8},
                                             {DataType::I32, "I32", 4},
                                             {DataType::I16, "I16", 2},
                                             {DataType::I8, "I8", 1},
                                             {DataType::U8, "U8", 1},
                                             {DataType::Bool, "BOOL", 1}}};

const TypeRow& rowOf(DataType type)
{
    const auto* row = std::find_if(kTypes.begin(), kTypes.end(),
                                   [type](const TypeRow& entry) { return entry.type == type; });
    IMPRINT_ASSERT(row != kTypes.end(), "type ", static_cast<int>(type));
    return *row;
}

} // namespace

std::size_t elementBytes(DataType type)
{
    return rowOf(type).bytes;
}

std::string_view toString(DataType type)
{
    return rowOf(type).name;
}

std::optional<DataType> dataTypeOf(std::string_view name)
{
    for (const TypeRow& row : kTypes)
        if (row.name == name)
            return row.type;
    return std::nullopt;
}

} // namespace imprint::engine
