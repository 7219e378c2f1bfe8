#include "app/session/models/model_check.h"

#include "engine/core/error.h"
#include "tests/session/models/written_folder.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

// SHA-256 of "hello"
constexpr char kHello[] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

ModelDownload file(const std::string& name, const std::string& sha256)
{
    ModelDownload download;
    download.place = "m/" + name;
    download.sha256 = sha256;
    return download;
}

std::vector<CheckedFile> check(const KnownModel& model, const WrittenFolder& folder)
{
    return checkFiles(expectedFiles(model, folder.path()), [](std::int64_t) {}, {});
}

} // namespace

TEST_CASE("Model check: every file has its verdict", "[models][check]")
{
    const WrittenFolder folder;
    KnownModel model;
    model.name = "m";
    for (const char* name : {"whole", "changed", "gone", "kept", "untold", "short"})
        model.downloads.push_back(file(name, kHello));
    model.downloads[3].sha256.clear();
    model.downloads[4].sha256.clear();
    model.downloads[5].sha256.clear();
    model.downloads[5].aboutBytes = 5;
    model.downloads[5].exactBytes = true;
    folder.write("m/whole", "hello");
    folder.write("m/changed", "hellO");
    folder.write("m/kept", "hello");
    folder.write("m/kept.sha256", std::string(kHello) + "\n");
    folder.write("m/untold", "hello");
    folder.write("m/short", "hell");
    const auto checked = check(model, folder);
    REQUIRE(checked.size() == 6);
    CHECK(checked[0].state == FileState::Whole);
    CHECK(checked[1].state == FileState::Damaged);
    CHECK(checked[1].name == "m/changed");
    CHECK(checked[2].state == FileState::Missing);
    CHECK(checked[3].state == FileState::Whole);
    CHECK(checked[4].state == FileState::Unknown);
    CHECK(checked[4].sha256 == kHello);
    CHECK(checked[5].state == FileState::Damaged);
    folder.write("m/kept", "hellO");
    CHECK(check(model, folder)[3].state == FileState::Damaged);
}

TEST_CASE("Model check: a folder with a manifest of its own is checked by it", "[models][check]")
{
    const WrittenFolder folder;
    folder.write("m/w.bin", "hello");
    folder.write("m/manifest.json",
                 concat(R"({"files": {"w.bin": {"bytes": 5, "sha256": ")", kHello, "\"}}}"));
    InstalledModel model;
    model.directory = folder / "m";
    const auto files = expectedFiles(model);
    CHECK(checkFiles(files, [](std::int64_t) {}, {}).at(0).state == FileState::Whole);
    folder.write("m/w.bin", "hallo");
    CHECK(checkFiles(files, [](std::int64_t) {}, {}).at(0).state == FileState::Damaged);
    folder.write("m/manifest.json", R"({"files": {"w.bin": 7}})");
    CHECK_THROWS_WITH(expectedFiles(model), Catch::Contains("manifest.json"));
}

TEST_CASE("Model check: it tells how far it is, and stops when told to", "[models][check]")
{
    const WrittenFolder folder;
    KnownModel model;
    model.downloads = {file("a", {}), file("b", {})};
    folder.write("m/a", std::string(1000, 'a'));
    folder.write("m/b", std::string(500, 'b'));
    std::int64_t read = 0;
    checkFiles(expectedFiles(model, folder.path()), [&](std::int64_t done) { read = done; }, {});
    CHECK(read == 1500);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(checkFiles(
                        expectedFiles(model, folder.path()), [](std::int64_t) {}, stop.get_token()),
                    Error);
}
