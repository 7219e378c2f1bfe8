#include "tests/support/torch_test.h"

#include "engine/models/pocket/pocket_model.h"
#include "engine/weights/strict_json.h"
#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <filesystem>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const std::string kModel = IMPRINT_SOURCE_DIR "/resources/models/pocket";

/// The error of the built-in config.json with one value replaced (or, with a null, removed).
CaughtError errorWith(const std::string& pointer, const nlohmann::json& value)
{
    const TemporaryFolder folder;
    nlohmann::json config = readStrictJson(kModel + "/config.json");
    const nlohmann::json::json_pointer place(pointer);
    if (value.is_null())
        config[place.parent_pointer()].erase(place.back());
    else
        config[place] = value;
    writeFile(folder / "config.json", config.dump());
    CaughtError error = errorOf([&] { readPocketConfig(folder.path()); });
    INFO(pointer << " = " << value.dump() << ": " << error.line);
    CHECK(error.names(folder / "config.json"));
    return error;
}

} // namespace

TEST_CASE("PocketConfig: the built-in file says what the specification says", "[models][pocket]")
{
    const PocketConfig config = readPocketConfig(kModel);
    CHECK(config.width == 192);
    CHECK(config.height == 192);
    CHECK(config.framesPerSecond == 25);
    CHECK(config.blockVideoFrames() == 12);
    CHECK(config.tokenWidth() == 192);
    CHECK(config.generator.layers == 6);
    CHECK(config.generator.steps == 2);
    CHECK(config.attributeIndex("skin:porcelain") == 1);
    CHECK(config.attributeIndex("skin:striped") == 0);
    CHECK(config.attributes.size() == 86);
}

TEST_CASE("PocketConfig: a missing value is named with its file", "[models][pocket]")
{
    const auto pointer = GENERATE("/name", "/version", "/frame", "/fps", "/latent", "/latent/grid",
                                  "/latent/temporal", "/generator", "/generator/dim",
                                  "/generator/rope_pairs", "/generator/shift", "/attributes");
    const CaughtError error = errorWith(pointer, nullptr);
    CAPTURE(pointer, error.line);
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names(concat("'", nlohmann::json::json_pointer(pointer).back(), "'")));
}

TEST_CASE("PocketConfig: a value of the wrong type or size is named with its file",
          "[models][pocket]")
{
    const auto [pointer, json] = GENERATE(table<const char*, const char*>({
        {"/fps", R"("25")"},
        {"/fps", "25.5"},
        {"/name", "3"},
        {"/frame", "192"},
        {"/frame", "[192]"},
        {"/latent/channels", R"("48")"},
        {"/generator", "[]"},
        {"/generator/dim", R"("192")"},
        {"/generator/steps", "0"},
        {"/generator/rope_pairs", "[12, 10]"},
        {"/attributes", R"("skin:tan")"},
        {"/attributes", "[1]"},
    }));
    const CaughtError error = errorWith(pointer, nlohmann::json::parse(json));
    CAPTURE(pointer, json, error.line);
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names(concat("'", nlohmann::json::json_pointer(pointer).back(), "'")));
}

TEST_CASE("PocketConfig: values that contradict each other are refused", "[models][pocket]")
{
    const auto [pointer, json, words] = GENERATE(table<const char*, const char*, const char*>({
        {"/fps", "0", "fps is out of range"},
        {"/latent/spatial", "8", "frame, grid and spatial factor disagree"},
        {"/latent/channels", "-48", "must be positive"},
        {"/generator/tokens_per_frame", "32", "tokens_per_frame, patch and grid disagree"},
        {"/generator/heads", "5", "does not split into heads"},
        {"/generator/rope_pairs", "[12, 10, 9]", "do not fill a head"},
        {"/attributes", "[]", "attributes are missing"},
        {"/decoder", R"({"reference_detail": false, "face_controls": true})",
         "face_controls needs decoder.reference_detail"},
        {"/decoder", R"({"reference_detail": false, "moving_face": true})",
         "moving_face needs decoder.reference_detail"},
    }));
    const CaughtError error = errorWith(pointer, nlohmann::json::parse(json));
    CAPTURE(pointer, error.line);
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names(words));
}

TEST_CASE("PocketModel: a missing folder or file is named", "[models][pocket]")
{
    const TemporaryFolder folder;
    CHECK(errorOf([&] { PocketModel::load(folder.path()); }).names(folder / "config.json"));
    std::filesystem::copy_file(kModel + "/config.json", folder / "config.json");
    const CaughtError error = errorOf([&] { PocketModel::load(folder.path()); });
    CHECK(error.code == ErrorCode::NotFound);
    CHECK(error.names(folder / "generator.safetensors"));
}

TEST_CASE("PocketModel: weights of another size are refused by name", "[models][pocket]")
{
    const TemporaryFolder folder;
    for (const char* file : {"generator.safetensors", "codec.safetensors", "audio.safetensors"})
        std::filesystem::create_symlink(kModel + "/" + file, folder / file);
    nlohmann::json config = readStrictJson(kModel + "/config.json");
    config["generator"]["ffn"] = 760;
    writeFile(folder / "config.json", config.dump());
    const CaughtError error = errorOf([&] { PocketModel::load(folder.path()); });
    CHECK(error.code == ErrorCode::BadShape);
    CHECK(error.names("'blocks.0.ffn.0.weight'"));

    config["generator"]["ffn"] = 768;
    config["generator"]["layers"] = 5; // a smaller model than the file holds
    writeFile(folder / "config.json", config.dump());
    const CaughtError surplus = errorOf([&] { PocketModel::load(folder.path()); });
    CHECK(surplus.code == ErrorCode::BadInput);
    CHECK(surplus.names("blocks.5."));
}
