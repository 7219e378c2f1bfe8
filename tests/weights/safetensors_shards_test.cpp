#include "engine/weights/safetensors_file.h"
#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr const char* kIndexName = "model.safetensors.index.json";

void writeShard(const std::string& path, const std::string& tensor)
{
    writeFile(path,
              safetensorsBytes(
                  "{\"" + tensor + R"(":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 2));
}

/// Shards 1.safetensors (tensor a) and 2.safetensors (tensor b) beside the given index.
CaughtError openWithIndex(const std::string& index)
{
    const TemporaryFolder folder;
    writeShard(folder / "1.safetensors", "a");
    writeShard(folder / "2.safetensors", "b");
    writeFile(folder / kIndexName, index);
    return errorOf([&] { openSafetensors(folder / kIndexName); });
}

} // namespace

TEST_CASE("Shards: an index opens every shard it names, once", "[weights]")
{
    const TemporaryFolder folder;
    writeShard(folder / "1.safetensors", "a");
    writeShard(folder / "2.safetensors", "b");
    writeFile(
        folder / kIndexName,
        R"({"metadata":{"total_size":4},"weight_map":{"b":"2.safetensors","a":"1.safetensors"}})");
    const auto files = openSafetensors(folder / kIndexName);
    REQUIRE(files.size() == 2);
    CHECK(files[0].tensors().contains("a"));
    CHECK(files[1].tensors().contains("b"));
}

TEST_CASE("Shards: any other name is opened as one file", "[weights]")
{
    const TemporaryFolder folder;
    writeShard(folder / "weights", "a");
    REQUIRE(openSafetensors(folder / "weights").size() == 1);
}

TEST_CASE("Shards: an index that does not fit its shards is refused by name", "[weights]")
{
    const auto [index, code, named] = GENERATE(table<const char*, ErrorCode, const char*>({
        {R"({})", ErrorCode::BadInput, "weight_map"},
        {R"([])", ErrorCode::BadInput, "weight_map"},
        {R"({"weight_map":[]})", ErrorCode::BadInput, "weight_map"},
        {R"({"weight_map":{}})", ErrorCode::BadInput, "names no tensor"},
        {R"({"weight_map":{"a":1}})", ErrorCode::BadInput, "'a'"},
        {R"({"weight_map":{"a":"1.safetensors","a":"2.safetensors"}})", ErrorCode::BadInput,
         "'a' stands twice"},
        {R"({"weight_map":{"a":"../1.safetensors"}})", ErrorCode::BadInput, "plain file name"},
        {R"({"weight_map":{"a":"/etc/passwd"}})", ErrorCode::BadInput, "plain file name"},
        {R"({"weight_map":{"a":".."}})", ErrorCode::BadInput, "plain file name"},
        {R"({"weight_map":{"a":""}})", ErrorCode::BadInput, "plain file name"},
        {R"({"weight_map":{"a":"1.safetensors\u0000"}})", ErrorCode::BadInput, "plain file name"},
        {R"({"weight_map":{"a":"3.safetensors"}})", ErrorCode::NotFound, "3.safetensors"},
        {R"({"weight_map":{"a":"2.safetensors"}})", ErrorCode::BadInput, "expects tensor 'a'"},
        {R"({"weight_map":{"b":"1.safetensors","a":"2.safetensors"}})", ErrorCode::BadInput,
         "expects tensor"},
    }));
    CAPTURE(index);
    const CaughtError error = openWithIndex(index);
    REQUIRE(error.code == code);
    CAPTURE(error.line);
    CHECK(error.names(named));
}

TEST_CASE("Shards: a tensor that the index does not name is refused", "[weights]")
{
    const TemporaryFolder folder;
    writeFile(folder / "1.safetensors",
              safetensorsBytes(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                               R"("stray":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                               2));
    writeFile(folder / kIndexName, R"({"weight_map":{"a":"1.safetensors"}})");
    const CaughtError error = errorOf([&] { openSafetensors(folder / kIndexName); });
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("does not expect tensor 'stray'"));
}
