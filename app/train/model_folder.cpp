#include "app/train/model_folder.h"

#include "app/train/optim/written_file.h"
#include "engine/core/error.h"
#include "engine/weights/sha256.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace imprint::train {
namespace {

nlohmann::ordered_json readJson(const std::string& path)
{
    std::ifstream file(path);
    auto json = nlohmann::ordered_json::parse(file, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded())
        throw Error(ErrorCode::BadInput, concat("'", path, "' is missing or is no JSON"),
                    "Name a model's folder with --config");
    return json;
}

void writeJson(const std::string& path, const nlohmann::ordered_json& json)
{
    std::ofstream file(path, std::ios::trunc);
    file << json.dump(1) << '\n';
    closeWritten(file, path);
}

} // namespace

void writeModelConfig(const std::string& configFrom, const std::string& model, int version)
{
    nlohmann::ordered_json config = readJson(configFrom + "/config.json");
    config["version"] = version;
    config["precision"] = "fp16";
    writeJson(model + "/config.json", config);

    nlohmann::ordered_json manifest = {
        {"name", config.at("name")},
        {"title", "Pocket"},
        {"version", version},
        {"kind", "talking-head"},
        {"licence", "CC0-1.0"},
        {"may_sell_output", true},
        {"origin",
         "Trained by `imprint-train all` on the project's own procedural renderings and on "
         "synthetic speech alone; see TRAINING.md."},
        {"config", "config.json"},
        {"precision", "fp16 in the files, fp32 in memory"},
        {"files", nlohmann::ordered_json::object()}};
    for (const char* name : {"config.json", "generator.safetensors", "codec.safetensors",
                             "audio.safetensors", "warp.safetensors", "face.safetensors"}) {
        const std::string path = model + "/" + name;
        if (!std::filesystem::exists(path)) // of a part that these networks do without
            continue;
        manifest["files"][name] = {{"bytes", std::filesystem::file_size(path)},
                                   {"sha256", engine::sha256OfFile(path)}};
    }
    writeJson(model + "/manifest.json", manifest);
}

} // namespace imprint::train
