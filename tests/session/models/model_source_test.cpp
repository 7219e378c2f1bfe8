#include "app/session/models/model_source.h"

#include "app/session/resources.h"
#include "engine/weights/config_json.h"
#include "tests/session/models/written_folder.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

KnownModel shipped(const std::string& name)
{
    for (KnownModel& model : readKnownModels(resourceDirectory() + "/manifests"))
        if (model.name == name)
            return model;
    throw std::runtime_error("no manifest " + name);
}

} // namespace

TEST_CASE("Model source: a folder, with or without a slash, and what came with Imprint",
          "[models][source]")
{
    const WrittenFolder folder;
    folder.write("mine/config.json", "{}");
    for (const char* end : {"", "/"}) {
        const ModelSource mine = modelSource(folder / "mine" + end);
        CHECK(mine.name == "mine");
        CHECK(mine.directory == folder / "mine" + end);
        CHECK(mine.description.empty());
    }
    CHECK(modelSource("pocket").directory == modelDirectory("pocket"));
    CHECK(errorOf([&] { modelSource(folder / "none"); }).code == ErrorCode::NotFound);
}

TEST_CASE("Model source: a model of the user's own folder is found by its name", "[models][source]")
{
    const WrittenFolder folder;
    folder.write("mine/config.json", "{}");
    const EnvironmentVariable models("IMPRINT_MODELS", folder.path());
    CHECK(modelSource("mine").directory == folder / "mine");
    const CaughtError none = errorOf([] { modelSource("yours"); });
    CHECK(none.names("there is no model 'yours'"));
    CHECK(none.names("longlive"));
}

TEST_CASE("Model source: a known model says what is missing, then what it is made of",
          "[models][source]")
{
    const WrittenFolder folder;
    const EnvironmentVariable models("IMPRINT_MODELS", folder.path());
    const KnownModel longlive = shipped("longlive");
    CHECK(errorOf([] { modelSource("longlive"); }).names("imprint-cli models download longlive"));
    for (const ModelDownload& file : longlive.downloads) {
        const CaughtError missing = errorOf([] { modelSource("longlive"); });
        CHECK(missing.code == ErrorCode::NotFound);
        CHECK(missing.names(file.place));
        folder.write(file.place, "x");
    }
    const ModelSource source = modelSource("longlive");
    CHECK(source.name == "longlive");
    CHECK(source.directory == folder.path());
    CHECK(source.remedy.find("models download longlive") != std::string::npos);
    const auto description = engine::parseStrictJson(source.description, "longlive");
    CHECK(description.at("recipe").at("cache").at("windowFrames") == 12);
    CHECK(description.at("video").at("framesPerSecond") == 16);
    REQUIRE(description.at("files").size() == longlive.downloads.size());
    for (const auto& file : description.at("files")) {
        CHECK(folder.has(file.at("path")));
        if (file.at("role") == "lora")
            CHECK(file.at("lora").at("rank") == 256);
        if (file.at("role") == "vae" || file.at("role") == "small-decoder" ||
            file.at("role") == "text-encoder")
            CHECK(file.contains("network"));
    }
}

TEST_CASE("Model source: a model that does not run yet is refused, whatever is here",
          "[models][source]")
{
    const WrittenFolder folder;
    const std::string manifests = resourceDirectory() + "/manifests/";
    for (const char* part : {"wan-text-encoder", "wan2.2-vae"})
        folder.write(std::string("manifests/") + part + ".json",
                     readBytes(manifests + part + ".json"));
    auto waiting = engine::parseStrictJson(readBytes(manifests + "longlive2.json"), "longlive2");
    waiting["runs"] = false;
    folder.write("manifests/longlive2.json", waiting.dump());
    std::filesystem::create_directories(folder / "models");
    const EnvironmentVariable resources("IMPRINT_RESOURCES", folder.path());
    const EnvironmentVariable models("IMPRINT_MODELS", folder.path());
    const CaughtError error = errorOf([] { modelSource("longlive2"); });
    CHECK(error.code == ErrorCode::Unsupported);
    CHECK(error.names("longlive2"));
}

TEST_CASE("Model source: what is kept of prompts lies in the user's cache", "[models][source]")
{
    const EnvironmentVariable cache("XDG_CACHE_HOME", "/somewhere");
    CHECK(promptCacheFolder() == "/somewhere/imprint/prompts");
}
