#include "app/session/models/model_library.h"

#include "app/session/models/part_file.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Sections of config.json that show a kind which the engine can open (engine/pipeline/model_catalogue.cpp).
constexpr std::array kKindsThatRun = {"generator", "puppet", "recipe"};

[[noreturn]] void failFile(const std::string& path, const std::string& what)
{
    throw Error(ErrorCode::BadInput, concat("'", path, "': ", what));
}

/// A manifest says whether what the model makes may be sold; where it is silent nobody may guess.
ModelLicence licenceOf(const json& manifest)
{
    ModelLicence licence;
    if (const auto name = manifest.find("licence"); name != manifest.end() && name->is_string())
        licence.name = name->get<std::string>();
    if (const auto may = manifest.find("may_sell_output");
        may != manifest.end() && may->is_boolean())
        licence.output = may->get<bool>() ? OutputRights::MaySell : OutputRights::NotForSale;
    return licence;
}

std::string textOf(const json& object, const char* key, const std::string& otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

/// Size of what the manifest names; says in `trouble` what is missing or of another size.
void weighFiles(InstalledModel& model, const json& manifest)
{
    const json files = manifest.value("files", json::object());
    for (const auto& [name, promise] : files.items()) {
        std::error_code failed;
        const auto bytes = fs::file_size(fs::path(model.directory) / name, failed);
        if (failed) {
            model.trouble = concat("its file ", engine::printable(name), " is missing");
            continue;
        }
        model.bytes += static_cast<std::int64_t>(bytes);
        if (promise.is_object() && promise.value("bytes", bytes) != bytes)
            model.trouble = concat("its file ", engine::printable(name), " is not whole");
    }
}

bool canRun(const std::string& directory)
{
    const json config = engine::readStrictJson(directory + "/config.json");
    return config.is_object() &&
           std::any_of(kKindsThatRun.begin(), kKindsThatRun.end(),
                       [&](const char* section) { return config.contains(section); });
}

std::optional<InstalledModel> readInstalled(const fs::path& folder, bool builtIn)
{
    InstalledModel model{.name = folder.filename(),
                         .title = folder.filename(),
                         .directory = folder,
                         .builtIn = builtIn};
    try {
        const json manifest = engine::readStrictJson((folder / "manifest.json").string());
        if (!manifest.is_object())
            failFile((folder / "manifest.json").string(), "this is no manifest");
        if (textOf(manifest, "kind", {}) == "measure")
            return std::nullopt;
        model.title = textOf(manifest, "title", model.name);
        model.licence = licenceOf(manifest);
        weighFiles(model, manifest);
        model.runs = canRun(model.directory);
    } catch (const std::exception&
                 problem) { // whatever is wrong in a file that anybody may have written
        model.trouble = problem.what();
    }
    return model;
}

void addInstalled(std::vector<InstalledModel>& models, const std::string& folder, bool builtIn)
{
    std::error_code none; // no such folder: no models
    for (fs::directory_iterator at(folder, none), end; at != end && !none; at.increment(none))
        if (fs::exists(at->path() / "manifest.json"))
            if (auto model = readInstalled(at->path(), builtIn))
                models.push_back(std::move(*model));
}

LocalModel examineFolder(const std::string& path)
{
    if (!fs::exists(fs::path(path) / "config.json"))
        return {.message = concat("'", path, "' is no folder of a model"),
                .hint = "Such a folder holds a config.json and weights as safetensors"};
    if (!canRun(path))
        return {.message = concat("'", path, "' is of a kind that this version cannot run yet"),
                .hint = "It is left as it is; imprint-cli models says which can be opened"};
    return {.opens = true,
            .directory = path,
            .message = concat("The model in '", path, "' will be opened"),
            .hint = "Its files stay where they are"};
}

LocalModel examineFile(const std::string& path)
{
    const std::string type = fs::path(path).extension();
    if (type == ".safetensors")
        return {.message = concat("'", path, "' holds weights alone, without a config.json"),
                .hint = "Drop the folder of the model. Checkpoints of other programs cannot be run "
                        "by this version yet"};
    if (type == ".pt" || type == ".pth" || type == ".ckpt")
        return {.message = concat("'", path,
                                  "' is a checkpoint of PyTorch, which this version "
                                  "cannot run yet"),
                .hint = "It is left as it is"};
    if (type == ".gguf")
        return {.message = concat("'", path, "' is in a format (GGUF) that Imprint does not read"),
                .hint = "Use the model's safetensors"};
    return {.message = concat("'", path, "' is no model"),
            .hint = "Drop a folder that holds a config.json and weights as safetensors"};
}

} // namespace

std::vector<InstalledModel> installedModels(const std::string& builtIn, const std::string& user)
{
    std::vector<InstalledModel> models;
    addInstalled(models, builtIn, true);
    addInstalled(models, user, false);
    std::sort(models.begin(), models.end(),
              [](const auto& a, const auto& b) { return a.title < b.title; });
    return models;
}

DownloadState downloadState(const KnownModel& model, const std::string& userFolder)
{
    DownloadState state;
    for (const ModelDownload& file : model.downloads) {
        const std::string whole = (fs::path(userFolder) / file.place).string();
        std::error_code none;
        const auto size = fs::file_size(whole, none);
        const std::int64_t bytes = none ? bytesInParts(whole) : static_cast<std::int64_t>(size);
        state.missingFiles += none ? 1 : 0;
        state.havingBytes += bytes;
        state.ownBytes += isOwnFile(model, file) ? bytes : 0;
    }
    return state;
}

std::string userModelFolder()
{
    if (const char* chosen = std::getenv("IMPRINT_MODELS"); chosen && *chosen)
        return chosen;
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        return (fs::path(data) / "imprint" / "models").string();
    if (const char* home = std::getenv("HOME"); home && *home)
        return (fs::path(home) / ".local" / "share" / "imprint" / "models").string();
    throw Error(ErrorCode::NotFound, "there is no folder for models: HOME is not set",
                "Set IMPRINT_MODELS to it");
}

LocalModel examineLocalModel(const std::string& path)
{
    try {
        std::error_code none;
        return fs::is_directory(path, none) ? examineFolder(path) : examineFile(path);
    } catch (const std::exception& problem) { // a folder that anybody may have written
        return {.message = problem.what(), .hint = "It cannot be opened"};
    }
}

} // namespace imprint::app
