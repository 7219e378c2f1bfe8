#include "engine/weights/finite.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace imprint::engine {
namespace {

/// An exponent of ones alone is an infinity or no number. Without a branch inside, so that it is vectorised.
template <class Bits>
bool allBelowExponent(std::span<const std::byte> bytes, Bits exponent)
{
    constexpr std::size_t kAtOnce = 4096;
    const std::size_t count = bytes.size() / sizeof(Bits);
    for (std::size_t begin = 0; begin < count; begin += kAtOnce) {
        const std::size_t end = std::min(begin + kAtOnce, count);
        unsigned bad = 0;
        for (std::size_t i = begin; i < end; ++i) {
            Bits bits;
            std::memcpy(&bits, bytes.data() + i * sizeof(Bits), sizeof(Bits));
            bad |= static_cast<unsigned>((bits & exponent) == exponent);
        }
        if (bad != 0)
            return false;
    }
    return true;
}

} // namespace

bool allFinite(std::span<const std::byte> bytes, DataType type)
{
    switch (type) {
    case DataType::F64: return allBelowExponent<std::uint64_t>(bytes, 0x7ff0'0000'0000'0000);
    case DataType::F32: return allBelowExponent<std::uint32_t>(bytes, 0x7f80'0000);
    case DataType::BF16: return allBelowExponent<std::uint16_t>(bytes, 0x7f80);
    case DataType::F16: return allBelowExponent<std::uint16_t>(bytes, 0x7c00);
    case DataType::F8E4M3:
    case DataType::F8E5M2: break;
    case DataType::I64:
    case DataType::I32:
    case DataType::I16:
    case DataType::I8:
    case DataType::U8:
    case DataType::Bool: return true;
    }
    IMPRINT_ASSERT(false, "8-bit floats");
}

} // namespace imprint::engine
