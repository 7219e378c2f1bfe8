#include "engine/weights/finite.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

using namespace imprint;
using namespace imprint::engine;

namespace {

/// The bytes of 9000 values, all of which are `common` but one, at `place`; behind one byte, so that nothing is aligned.
template <class Value>
std::vector<std::byte> bytesOf(Value common, std::size_t place, Value other)
{
    std::vector<Value> values(9000, common);
    values[place] = other;
    std::vector<std::byte> bytes(1 + values.size() * sizeof(Value));
    std::memcpy(bytes.data() + 1, values.data(), values.size() * sizeof(Value));
    return bytes;
}

template <class Value>
bool finite(Value common, Value other, DataType type)
{
    bool all = true;
    int found = 0;
    const std::vector<std::size_t> places = {0, 4095, 4096, 8999};
    for (const std::size_t place : places) {
        const auto bytes = bytesOf(common, place, other);
        const bool here = allFinite(std::span(bytes).subspan(1), type);
        all = all && here;
        found += here ? 0 : 1;
    }
    REQUIRE((found == 0 || found == static_cast<int>(places.size()))); // wherever it stands
    return all;
}

} // namespace

TEST_CASE("Finite: one bad value is found wherever it stands", "[weights]")
{
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK_FALSE(finite(1.0F, infinity, DataType::F32));
    CHECK_FALSE(finite(1.0F, -infinity, DataType::F32));
    CHECK_FALSE(finite(1.0F, std::nanf(""), DataType::F32));
    CHECK_FALSE(finite(1.0, std::nan(""), DataType::F64));
    CHECK_FALSE(finite(1.0, -std::numeric_limits<double>::infinity(), DataType::F64));
    using Bits = std::uint16_t;
    for (const Bits bad : {Bits{0x7f80}, Bits{0xff80}, Bits{0x7f81}, Bits{0xffff}})
        CHECK_FALSE(finite(Bits{0x3f80}, bad, DataType::BF16));
    for (const Bits bad : {Bits{0x7c00}, Bits{0xfc00}, Bits{0x7c01}, Bits{0xffff}})
        CHECK_FALSE(finite(Bits{0x3c00}, bad, DataType::F16));
}

TEST_CASE("Finite: the largest, the smallest and negative values are finite", "[weights]")
{
    CHECK(finite(std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min(),
                 DataType::F32));
    CHECK(finite(-std::numeric_limits<double>::max(), -0.0, DataType::F64));
    using Bits = std::uint16_t;
    CHECK(finite(Bits{0x7f7f}, Bits{0xff7f}, DataType::BF16));
    CHECK(finite(Bits{0x7bff}, Bits{0xfbff}, DataType::F16));
    CHECK(allFinite({}, DataType::F32));
}

TEST_CASE("Finite: whole numbers always are", "[weights]")
{
    const DataType type = GENERATE(DataType::I64, DataType::I32, DataType::I16, DataType::I8,
                                   DataType::U8, DataType::Bool);
    CHECK(finite(~std::uint64_t{0}, ~std::uint64_t{0}, type));
    const auto bytes = bytesOf(1.0F, 0, 1.0F);
    CHECK(test::errorOf([&] { allFinite(bytes, DataType::F8E4M3); }).code == ErrorCode::Internal);
}
