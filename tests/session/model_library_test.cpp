#include "app/session/model_library.h"

#include "app/session/resources.h"
#include "engine/core/error.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace imprint;
using namespace imprint::app;

namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = makeOne();

    ~Folder() { fs::remove_all(path); }

    static fs::path makeOne()
    {
        std::string name = (fs::temp_directory_path() / "models-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        return name;
    }
    std::string write(const std::string& name, const std::string& text) const
    {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name) << text;
        return (path / name).string();
    }
};

std::string list(const std::string& changed = {}, const std::string& by = {})
{
    std::string text = R"({"version": 1, "models": [{
        "name": "one", "title": "One", "does": "Talks", "runs": false,
        "licence": {"name": "Apache-2.0", "output": "may-sell", "meaning": "Sell it."},
        "memory": {"about_bytes": 20, "text": "20 B"},
        "files": [{"hub": "Some/Body", "path": "a/b.pt", "to": "one/b.pt", "about_bytes": 7}]}]})";
    if (!changed.empty()) {
        const auto at = text.find(changed);
        REQUIRE(at != std::string::npos);
        text.replace(at, changed.size(), by);
    }
    return text;
}

} // namespace

TEST_CASE(
    "Model library: Imprint's own list is read, and every model says what may be done with it",
    "[session][models]")
{
    const auto models = readKnownModels(resourceDirectory() + "/models/known_models.json");
    REQUIRE(models.size() >= 8);
    for (const KnownModel& model : models) {
        CAPTURE(model.name);
        CHECK_FALSE(model.licence.name.empty());
        CHECK_FALSE(model.licence.meaning.empty());
        CHECK_FALSE(model.memoryText.empty());
        CHECK(model.downloads.empty() == model.runs); // what runs today is built in
        const bool bars = model.licence.name.find("NC") != std::string::npos;
        CHECK((model.licence.output == OutputRights::NotForSale) == bars);
    }
}

TEST_CASE("Model library: a file of a hub has an address and a place", "[session][models]")
{
    const Folder folder;
    const auto models = readKnownModels(folder.write("known.json", list()));
    REQUIRE(models.size() == 1);
    REQUIRE(models[0].downloads.size() == 1);
    CHECK(models[0].downloads[0].address == "https://huggingface.co/Some/Body/resolve/main/a/b.pt");
    CHECK(models[0].downloads[0].place == "one/b.pt");
    CHECK(models[0].licence.output == OutputRights::MaySell);
}

TEST_CASE("Model library: a broken list is refused with the file's name", "[session][models]")
{
    const auto [changed, by] = GENERATE(table<const char*, const char*>({
        {"\"version\": 1", "\"version\": 2"},
        {"\"title\": \"One\", ", ""},
        {"\"runs\": false", "\"runs\": \"no\""},
        {"may-sell", "sell-it-all"},
        {"\"does\"", "\"dose\""},
        {"one/b.pt", "../b.pt"},
        {"one/b.pt", "/etc/b.pt"},
        {"one/b.pt", "one/.hidden"},
        {"Some/Body", "evil.example/a/b"},
        {"Some/Body", "Some/Body?x"},
        {"\"name\": \"one\"", "\"name\": \"../one\""},
        {"\"about_bytes\": 7", "\"about_bytes\": -7"},
        {"\"about_bytes\": 7", "\"about_bytes\": 7, \"sha256\": \"abc\""},
        {"}]}]}", "}]}]"},
    }));
    CAPTURE(changed, by);
    const Folder folder;
    const std::string path = folder.write("known.json", list(changed, by));
    CHECK_THROWS_WITH(readKnownModels(path), Catch::Contains("known.json"));
}

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
    const Folder folder;
    folder.write("bad/manifest.json", "{");
    folder.write("short/manifest.json",
                 R"({"title": "Short", "files": {"w.safetensors": {"bytes": 9}}})");
    folder.write("short/config.json", R"({"generator": {}})");
    folder.write("short/w.safetensors", "1234");
    folder.write("odd/manifest.json", R"({"title": "Odd", "licence": 7, "files": {}})");
    folder.write("odd/config.json", R"({"something": {}})");
    folder.write("loose.txt", "no model");
    const auto models = installedModels("/nonexistent", folder.path);
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
    const Folder folder;
    const auto model = readKnownModels(folder.write("known.json", list())).front();
    CHECK(downloadState(model, folder.path).missingFiles == 1);
    CHECK(downloadState(model, folder.path).havingBytes == 0);
    folder.write("one/b.pt.part", "123");
    CHECK(downloadState(model, folder.path).havingBytes == 3);
    CHECK(downloadState(model, folder.path).missingFiles == 1);
    folder.write("one/b.pt", "1234567");
    CHECK(downloadState(model, folder.path).missingFiles == 0);
    CHECK(downloadState(model, folder.path).havingBytes == 7);
}

TEST_CASE("Model library: what was dropped is said plainly", "[session][models]")
{
    const Folder folder;
    folder.write("mine/config.json", R"({"generator": {}})");
    folder.write("alien/config.json", R"({"wan": {}})");
    folder.write("broken/config.json", "{");
    fs::create_directories(folder.path / "empty");
    const auto look = [&](const char* name) {
        return examineLocalModel((folder.path / name).string());
    };
    CHECK(look("mine").opens);
    CHECK(look("mine").directory == (folder.path / "mine").string());
    CHECK_FALSE(look("alien").opens);
    CHECK(look("alien").message.find("cannot run yet") != std::string::npos);
    CHECK_FALSE(look("empty").opens);
    CHECK_FALSE(look("broken").opens);
    CHECK(look("a.safetensors").message.find("without a config.json") != std::string::npos);
    CHECK(look("a.pt").message.find("cannot run yet") != std::string::npos);
    CHECK(look("a.gguf").message.find("GGUF") != std::string::npos);
    CHECK(look("a.txt").message.find("no model") != std::string::npos);
}
