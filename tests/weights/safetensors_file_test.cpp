#include "engine/weights/safetensors_file.h"
#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// One entry of a header.
std::string entry(const std::string& name, const std::string& type, const std::string& shape,
                  const std::string& offsets)
{
    return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape +
           R"(,"data_offsets":)" + offsets + "}";
}

CaughtError parseError(const std::string& bytes)
{
    return errorOf([&] { SafetensorsFile::parse(asBytes(bytes), "bad.safetensors"); });
}

struct HostileCase {
    std::string header;
    std::string named; ///< what the message must say, besides the file
    std::size_t dataBytes = 8;
};

} // namespace

TEST_CASE("Safetensors: reads names, types, shapes, bytes and metadata", "[weights]")
{
    const std::string bytes = safetensorsBytes(
        R"({"__metadata__":{"format":"pt"},)" + entry("b", "F32", "[1,2]", "[2,10]") + "," +
            entry("a", "BF16", "[]", "[0,2]") + "," + entry("none", "I64", "[3,0]", "[10,10]") +
            "}   ",
        10);
    const auto file = SafetensorsFile::parse(asBytes(bytes), "good");
    REQUIRE(file.tensors().size() == 3);
    CHECK(file.metadata().at("format") == "pt");

    const StoredTensor& b = file.tensors().at("b");
    CHECK(b.type == DataType::F32);
    CHECK(b.shape == std::vector<std::int64_t>{1, 2});
    CHECK(std::ranges::equal(b.bytes, asBytes(bytes).last(8)));
    CHECK(file.tensors().at("a").shape.empty());
    CHECK(file.tensors().at("a").bytes.size() == 2);
    CHECK(file.tensors().at("none").bytes.empty());
}

TEST_CASE("Safetensors: every stored type has its size and its name", "[weights]")
{
    const auto [name, size] = GENERATE(table<const char*, std::size_t>({{"F64", 8},
                                                                        {"F32", 4},
                                                                        {"F16", 2},
                                                                        {"BF16", 2},
                                                                        {"F8_E4M3", 1},
                                                                        {"F8_E5M2", 1},
                                                                        {"I64", 8},
                                                                        {"I32", 4},
                                                                        {"I16", 2},
                                                                        {"I8", 1},
                                                                        {"U8", 1},
                                                                        {"BOOL", 1}}));
    const std::string bytes = safetensorsBytes(
        "{" + entry("t", name, "[3]", concat("[0,", 3 * size, "]")) + "}", 3 * size);
    const auto file = SafetensorsFile::parse(asBytes(bytes), "good");
    CHECK(toString(file.tensors().at("t").type) == name);
    CHECK(elementBytes(file.tensors().at("t").type) == size);
}

TEST_CASE("Safetensors: an opened file keeps its bytes when it is moved", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "a", safetensorsBytes("{" + entry("t", "U8", "[4]", "[0,4]") + "}", 4));
    auto first = SafetensorsFile::open(folder / "a");
    const SafetensorsFile second = std::move(first);
    CHECK(second.path() == folder / "a");
    CHECK(second.tensors().at("t").bytes[3] == std::byte{3});
}

TEST_CASE("Safetensors: a lying length field is refused", "[weights]")
{
    const std::string header = "{" + entry("t", "U8", "[8]", "[0,8]") + "}";
    const auto [claimed, reason] =
        GENERATE(table<std::uint64_t, const char*>({{0, "does not begin with '{'"},
                                                    {1, "not valid JSON"},
                                                    {200, "claims a header of 200 bytes"},
                                                    {100'000'001, "the limit is 100000000"},
                                                    {~std::uint64_t{0}, "18446744073709551615"}}));
    const CaughtError error = parseError(safetensorsBytes(header, 8, claimed));
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("bad.safetensors"));
    CHECK(error.names(reason));
}

TEST_CASE("Safetensors: every truncation of a good file is refused", "[weights]")
{
    const std::string whole = safetensorsBytes("{" + entry("t", "F32", "[2]", "[0,8]") + "}", 8);
    REQUIRE_FALSE(parseError(whole).code.has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        REQUIRE(parseError(whole.substr(0, size)).code == ErrorCode::BadInput);
    }
}

TEST_CASE("Safetensors: hostile headers are refused by name", "[weights]")
{
    const std::string good = entry("t", "U8", "[8]", "[0,8]");
    const auto tried = GENERATE_COPY(values<HostileCase>({
        {"[]", "begin with '{'"},
        {R"({"t":5})", "tensor 't' is not described"},
        {R"({"__metadata__":{"a":1},)" + good + "}", "metadata 'a'"},
        {R"({"__metadata__":[],)" + good + "}", "metadata"},
        {"{" + good + "," + good + "}", "'t' stands twice"},
        {R"({"__metadata__":{"a":"1","a":"2"},)" + good + "}", "'a' stands twice"},
        {R"({"t":{"dtype":"U8","dtype":"F32","shape":[8],"data_offsets":[0,8]}})",
         "'dtype' stands twice"},
        {R"({"t":{"shape":[8],"data_offsets":[0,8]}})", "tensor 't' lacks 'dtype'"},
        {R"({"t":{"dtype":"U8","data_offsets":[0,8]}})", "tensor 't' lacks 'shape'"},
        {R"({"t":{"dtype":"U8","shape":[8]}})", "tensor 't' lacks 'data_offsets'"},
        {R"({"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"more":1}})", "unknown key 'more'"},
        {R"({"t":{"dtype":7,"shape":[8],"data_offsets":[0,8]}})", "dtype"},
        {"{" + entry("t", "F128", "[8]", "[0,8]") + "}", "unknown dtype 'F128'"},
        {"{" + entry("t", "U8", "8", "[0,8]") + "}", "tensor 't' has a shape"},
        {"{" + entry("t", "U8", "[-8]", "[0,8]") + "}", "'shape'"},
        {"{" + entry("t", "U8", "[8.0]", "[0,8]") + "}", "'shape'"},
        {"{" + entry("t", "U8", "[18446744073709551615]", "[0,8]") + "}",
         "absurd size 18446744073709551615"},
        {"{" + entry("t", "U8", "[99999999999999999999]", "[0,8]") + "}", "'shape'"},
        {"{" + entry("t", "U8", "[4294967296,4294967296,8]", "[0,8]") + "}", "overflows"},
        {"{" + entry("t", "F64", "[2305843009213693952]", "[0,8]") + "}", "overflows"},
        {"{" + entry("t", "U8", "[0,4294967296,4294967296]", "[0,8]") + "}", "overflows"},
        {"{" + entry("t", "U8", "[7]", "[0,8]") + "}",
         "has 8 bytes, but its shape and type need 7"},
        {"{" + entry("t", "F32", "[8]", "[0,8]") + "}",
         "has 8 bytes, but its shape and type need 32"},
        {"{" + entry("t", "U8", "[0]", "[0,8]") + "}", "need 0"},
        {"{" + entry("t", "U8", "[8]", "[0,8,8]") + "}", "not a pair"},
        {"{" + entry("t", "U8", "[8]", "[8,0]") + "}", "behind its end"},
        {"{" + entry("t", "U8", "[8]", "[-1,7]") + "}", "'data_offsets'"},
        {"{" + entry("t", "U8", "[9]", "[0,9]") + "}",
         "ends at byte 9 of the data, but the file holds only 8"},
        {"{" + entry("t", "U8", "[8]", "[18446744073709551608,18446744073709551615]") + "}",
         "ends at byte"},
        {"{" + entry("a", "U8", "[5]", "[0,5]") + "," + entry("t", "U8", "[4]", "[4,8]") + "}",
         "'t' overlaps"},
        {"{" + entry("a", "U8", "[8]", "[0,8]") + "," + entry("t", "U8", "[8]", "[0,8]") + "}",
         "overlaps"},
        {"{" + entry("a", "U8", "[8]", "[0,8]") + "," + entry("t", "U8", "[0]", "[4,4]") + "}",
         "'t' overlaps"},
        {"{" + entry("a", "U8", "[3]", "[0,3]") + "," + entry("t", "U8", "[4]", "[4,8]") + "}",
         "gap of 1 bytes before tensor 't'"},
        {"{" + entry("t", "U8", "[7]", "[0,7]") + "}", "1 bytes that belong to no tensor"},
        {"{}", "8 bytes that belong to no tensor"},
        {"{" + entry("t", "U8", "[" + std::string(128, '1') + "]", "[0,8]") + "}", "'shape'"},
        {"{" + good + "}x", "not valid JSON"},
        {"{" + entry("t\\u0007", "U8", "[7]", "[0,8]") + "}", "tensor 't?'"},
    }));
    CAPTURE(tried.header);
    const CaughtError error = parseError(safetensorsBytes(tried.header, tried.dataBytes));
    REQUIRE(error.code == ErrorCode::BadInput);
    CAPTURE(error.line);
    CHECK(error.names("bad.safetensors"));
    CHECK(error.names(tried.named));
}

TEST_CASE("Safetensors: more dimensions than LibTorch can hold are refused", "[weights]")
{
    std::string shape = "[8";
    for (int i = 0; i < 64; ++i)
        shape += ",1";
    const CaughtError error =
        parseError(safetensorsBytes("{" + entry("t", "U8", shape + "]", "[0,8]") + "}", 8));
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("at most 64"));
}
