#include "app/session/models/model_library.h"

#include "app/session/resources.h"
#include "engine/core/error.h"
#include "tests/session/models/written_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace fs = std::filesystem;

TEST_CASE("Model library: what is installed is found, with its licence and size",
          "[session][models]")
{
    const auto models = installedModels(resourceDirectory() + "/models", "/nonexistent");
    const auto found = [&](const std::string& name) -> const InstalledModel* {
        for (const InstalledModel& model : models)
            if (model.name == name)
                return &model;
        return nullptr;
    };
    const InstalledModel* pocket = found("pocket");
    REQUIRE(pocket);
    CHECK(pocket->runs);
    CHECK(pocket->builtIn);
    CHECK(pocket->trouble.empty());
    CHECK(pocket->licence.output == OutputRights::MaySell);
    CHECK(pocket->bytes > 10'000'000);
    CHECK(found("puppet"));
    CHECK_FALSE(found("face-probe")); // it measures
}

TEST_CASE("Model library: a broken model stands in the list with what is wrong",
          "[session][models]")
{
    const WrittenFolder folder;
    folder.write("bad/manifest.json", "{");
    folder.write("short/manifest.json",
                 R"({"title": "Short", "files": {"w.safetensors": {"bytes": 9}}})");
    folder.write("short/config.json", R"({"generator": {}})");
    folder.write("short/w.safetensors", "1234");
    folder.write("odd/manifest.json", R"({"title": "Odd", "licence": 7, "files": {}})");
    folder.write("odd/config.json", R"({"something": {}})");
    folder.write("loose.txt", "no model");
    const auto models = installedModels("/nonexistent", folder.path());
    REQUIRE(models.size() == 3);
    CHECK(models[0].title == "Odd");
    CHECK(models[0].licence.output == OutputRights::Unknown);
    CHECK_FALSE(models[0].runs);
    CHECK(models[0].trouble.empty());
    CHECK(models[1].title == "Short");
    CHECK(models[1].trouble.find("not whole") != std::string::npos);
    CHECK(models[2].name == "bad");
    CHECK_FALSE(models[2].trouble.empty());
}

TEST_CASE("Model library: how far a download is", "[session][models]")
{
    const WrittenFolder folder;
    KnownModel model;
    model.name = "one";
    model.downloads.resize(2);
    model.downloads[0].place = "one/b.pt";
    model.downloads[1].place = "parts/c.pt";
    CHECK(downloadState(model, folder.path()).missingFiles == 2);
    CHECK(downloadState(model, folder.path()).havingBytes == 0);
    folder.write("one/b.pt.part", "123");
    CHECK(downloadState(model, folder.path()).havingBytes == 3);
    CHECK(downloadState(model, folder.path()).missingFiles == 2);
    folder.write("one/b.pt", "1234567");
    // Parts with gaps: what is in them counts, not how far they reach.
    folder.write("parts/c.pt.part", std::string(90, 'c'));
    folder.write("parts/c.pt.part.json",
                 R"({"bytes": 100, "part_bytes": 50, "sha256": "", "done": [5, 40]})");
    CHECK(downloadState(model, folder.path()).missingFiles == 1);
    CHECK(downloadState(model, folder.path()).havingBytes == 52);
    CHECK(downloadState(model, folder.path()).ownBytes == 7);
}

TEST_CASE("Model library: what was dropped is said plainly", "[session][models]")
{
    const WrittenFolder folder;
    folder.write("mine/config.json", R"({"generator": {}})");
    folder.write("alien/config.json", R"({"wan": {}})");
    folder.write("broken/config.json", "{");
    fs::create_directories(fs::path(folder.path()) / "empty");
    const auto look = [&](const char* name) {
        return examineLocalModel((fs::path(folder.path()) / name).string());
    };
    CHECK(look("mine").opens);
    CHECK(look("mine").directory == (fs::path(folder.path()) / "mine").string());
    CHECK_FALSE(look("alien").opens);
    CHECK(look("alien").message.find("cannot run yet") != std::string::npos);
    CHECK_FALSE(look("empty").opens);
    CHECK_FALSE(look("broken").opens);
    CHECK(look("a.safetensors").message.find("without a config.json") != std::string::npos);
    CHECK(look("a.pt").message.find("cannot run yet") != std::string::npos);
    CHECK(look("a.gguf").message.find("GGUF") != std::string::npos);
    CHECK(look("a.txt").message.find("no model") != std::string::npos);
}
