#include "app/session/model_library.h"

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
constexpr std::array kKindsThatRun = {"generator", "puppet"};

[[noreturn]] void failFile(const std::string& path, const std::string& what)
{
    throw Error(ErrorCode::BadInput, concat("'", path, "': ", what));
}

void allowKeys(const json& object, std::initializer_list<const char*> keys, const std::string& path)
{
    if (!object.is_object())
        failFile(path, concat("'", engine::printable(object.dump()), "' is no object"));
    for (const auto& item : object.items())
        if (std::find(keys.begin(), keys.end(), item.key()) == keys.end())
            failFile(path, concat("unknown key '", engine::printable(item.key()), "'"));
}

template <class T>
T need(const json& object, const char* key, const std::string& path)
{
    const auto found = object.find(key);
    if (found == object.end() || !jsonFits<T>(*found))
        failFile(path, concat("'", key, "' is missing or of another type in ",
                              engine::printable(object.dump())));
    return found->get<T>();
}

std::int64_t needBytes(const json& object, const std::string& path)
{
    const auto bytes = need<std::int64_t>(object, "about_bytes", path);
    if (bytes < 0)
        failFile(path, "'about_bytes' is below 0");
    return bytes;
}

/// Below the folder of models, and nothing hidden: no "..", no absolute path.
bool isPlace(const std::string& place)
{
    const fs::path path(place);
    return !place.empty() && path.is_relative() &&
           std::none_of(path.begin(), path.end(), [](const fs::path& part) {
               return part.empty() || part.string().front() == '.';
           });
}

bool isHubName(const std::string& hub)
{
    return std::count(hub.begin(), hub.end(), '/') == 1 &&
           hub.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789-_./") == std::string::npos &&
           isPlace(hub);
}

bool isSha256(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

ModelDownload readDownload(const json& file, const std::string& path)
{
    allowKeys(file, {"hub", "path", "to", "about_bytes", "sha256"}, path);
    const auto hub = need<std::string>(file, "hub", path);
    const auto name = need<std::string>(file, "path", path);
    ModelDownload download{.place = need<std::string>(file, "to", path),
                           .aboutBytes = needBytes(file, path),
                           .sha256 = file.contains("sha256")
                                         ? need<std::string>(file, "sha256", path)
                                         : std::string()};
    if (!isHubName(hub) || !isPlace(name))
        failFile(path, concat("'", engine::printable(hub), "', '", engine::printable(name),
                              "' is no file of a hub"));
    if (!isPlace(download.place))
        failFile(path,
                 concat("'", engine::printable(download.place), "' leaves the folder of models"));
    if (!download.sha256.empty() && !isSha256(download.sha256))
        failFile(path, concat("'", engine::printable(download.sha256), "' is no SHA-256"));
    download.address = concat("https://huggingface.co/", hub, "/resolve/main/", name);
    return download;
}

KnownModel readModel(const json& entry, const std::string& path)
{
    allowKeys(entry, {"name", "title", "does", "runs", "licence", "memory", "files"}, path);
    KnownModel model{.name = need<std::string>(entry, "name", path),
                     .title = need<std::string>(entry, "title", path),
                     .does = need<std::string>(entry, "does", path),
                     .runs = need<bool>(entry, "runs", path)};
    if (!isPlace(model.name) || model.name.find('/') != std::string::npos)
        failFile(path, concat("'", engine::printable(model.name), "' is no name of a folder"));
    const json licence = entry.value("licence", json());
    allowKeys(licence, {"name", "output", "meaning"}, path);
    model.licence = {
        .name = need<std::string>(licence, "name", path),
        .output = parseEnum<OutputRights>("output", need<std::string>(licence, "output", path)),
        .meaning = need<std::string>(licence, "meaning", path)};
    const json memory = entry.value("memory", json());
    allowKeys(memory, {"about_bytes", "text"}, path);
    model.memoryBytes = needBytes(memory, path);
    model.memoryText = need<std::string>(memory, "text", path);
    for (const json& file : entry.value("files", json::array()))
        model.downloads.push_back(readDownload(file, path));
    return model;
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
                .hint = "It is left as it is; models of the kinds Pocket and Puppet can be opened"};
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

std::vector<KnownModel> readKnownModels(const std::string& path)
{
    const json all = engine::readStrictJson(path);
    allowKeys(all, {"version", "models"}, path);
    if (need<int>(all, "version", path) != 1)
        failFile(path, "this version of Imprint reads version 1 of the list of models");
    std::vector<KnownModel> models;
    namingFile(path, [&] {
        for (const json& entry : all.value("models", json::array()))
            models.push_back(readModel(entry, path));
    });
    return models;
}

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
        auto bytes = fs::file_size(whole, none);
        if (none) {
            ++state.missingFiles;
            bytes = fs::file_size(whole + ".part", none);
        }
        if (none)
            continue;
        state.havingBytes += static_cast<std::int64_t>(bytes);
        if (file.place.starts_with(model.name + "/"))
            state.ownBytes += static_cast<std::int64_t>(bytes);
    }
    return state;
}

std::string userModelFolder()
{
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        return (fs::path(data) / "imprint" / "models").string();
    if (const char* home = std::getenv("HOME"); home && *home)
        return (fs::path(home) / ".local" / "share" / "imprint" / "models").string();
    throw Error(ErrorCode::NotFound, "there is no folder for models: HOME is not set",
                "Set XDG_DATA_HOME or HOME");
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
