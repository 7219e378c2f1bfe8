#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/row_key.h"
#include "app/cli/ispa_bench/row_store.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("RowStore: gives back what was measured under the same key, and nothing else",
          "[ispa_bench]")
{
    const TemporaryFolder folder;
    const nlohmann::json row{{"value", 3}};
    RowStore(folder / "rows").write("reference/teacher/0", "key", row);
    const RowStore store(folder / "rows"); // of another call
    CHECK(store.find("reference/teacher/0", "key") == row);
    CHECK_FALSE(store.find("reference/teacher/0", "other key").has_value());
    CHECK_FALSE(store.find("reference/teacher/1", "key").has_value());
    store.write("reference/teacher/0", "other key", nlohmann::json{{"value", 4}});
    CHECK(store.find("reference/teacher/0", "other key")->at("value") == 4);
    CHECK_FALSE(store.find("reference/teacher/0", "key").has_value());
}

TEST_CASE("RowStore: what a killed bench was writing is no row, and a damaged one is refused",
          "[ispa_bench]")
{
    const TemporaryFolder folder;
    const RowStore store(folder.path());
    writeBytes(folder / "a.json.4711", "{\"key\": \"k\", \"ro"); // unfinished
    CHECK_FALSE(store.find("a", "k").has_value());
    for (const char* text : {"", "{\"key\": \"k\", \"ro", "[]", "{\"key\": \"k\"}"}) {
        writeBytes(folder / "a.json", text);
        const CaughtError error = errorOf([&] { store.find("a", "k"); });
        CHECK(error.code == ErrorCode::BadInput);
        CHECK(error.names("a.json"));
    }
    store.write("a", "k", nlohmann::json{});
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 2); // the row, and what the killed one left
}

TEST_CASE("rowKey: tells everything apart that may change a figure", "[ispa_bench]")
{
    const BenchOrigin origin{.program = "1", .files = "f"};
    const SessionConfig config;
    const SessionConfig teacher;
    const std::string key = rowKey(origin, config, teacher, 60);
    CHECK(key == rowKey(origin, config, teacher, 60));
    CHECK(key != rowKey({.program = "2", .files = "f"}, config, teacher, 60));
    CHECK(key != rowKey({.program = "1", .files = "g"}, config, teacher, 60));
    CHECK(key !=
          rowKey({.program = "1", .files = "f", .measuring = kMeasuring + 1}, config, teacher, 60));
    CHECK(key != rowKey(origin, config, teacher, 30));
    SessionConfig other = config;
    other.ispaControl = IspaControl::Flipped;
    CHECK(key != rowKey(origin, other, teacher, 60));
    CHECK(key != rowKey(origin, config, other, 60));
    other = config;
    other.seed = 5;
    CHECK(key != rowKey(origin, other, teacher, 60));
}

TEST_CASE("hashOfFiles: sees names and contents, in folders as well, and no notes", "[ispa_bench]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "model/part");
    writeBytes(folder / "model/part/weights", "one");
    writeBytes(folder / "voices", "la");
    const auto hash = [&] { return hashOfFiles({folder / "model", folder / "voices"}); };
    const std::string before = hash();
    CHECK(hash() == before);
    writeBytes(folder / "model/part/weights", "two");
    CHECK(hash() != before);
    writeBytes(folder / "model/part/weights", "one");
    CHECK(hash() == before);
    std::filesystem::rename(folder / "model/part/weights", folder / "model/part/weight");
    CHECK(hash() != before);
    std::filesystem::rename(folder / "model/part/weight", folder / "model/part/weights");
    writeBytes(folder / "model/TRAINING.md", "how it was made");
    writeBytes(folder / "model/part/loss.csv", "1, 2");
    CHECK(hash() == before);
    writeBytes(folder / "model/more", "x");
    CHECK(hash() != before);
    CHECK(errorOf([&] { hashOfFiles({folder / "nowhere"}); }).code == ErrorCode::NotFound);
}
