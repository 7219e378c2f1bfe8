#include "app/session/models/model_source.h"

#include "app/session/models/model_library.h"
#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool isModelFolder(const fs::path& folder)
{
    std::error_code ignored; // what cannot be looked at is none
    return fs::exists(folder / "config.json", ignored);
}

ModelSource folderSource(const std::string& directory)
{
    const fs::path path = fs::path(directory) / ""; // with or without a slash at the end
    return {.name = path.parent_path().filename().string(), .directory = directory};
}

/// Nothing where Imprint's own manifests are missing: a name is then looked for without them.
std::vector<KnownModel> knownModels()
{
    const std::string folder = resourceDirectory() + "/manifests";
    std::error_code ignored;
    return fs::is_directory(folder, ignored) ? readKnownModels(folder) : std::vector<KnownModel>();
}

json fileEntry(const ModelDownload& file)
{
    json entry = {{"role", std::string(enumName(file.role))}, {"path", file.place}};
    const auto addParsed = [&](const char* key, const std::string& text) {
        if (!text.empty())
            entry[key] = engine::parseStrictJson(text, file.place);
    };
    addParsed("rules", file.rules);
    addParsed("network", file.network);
    if (!file.sha256.empty())
        entry["sha256"] = file.sha256;
    if (file.role == FileRole::Lora)
        entry["lora"] = {{"alpha", file.loraAlpha}, {"rank", file.loraRank}};
    return entry;
}

std::string commandFor(const KnownModel& model)
{
    return concat("Get it with: imprint-cli models download ", model.name);
}

/// Throws Error(NotFound) naming the first file that is not here.
void requireDownloaded(const KnownModel& model, const std::string& userFolder)
{
    std::string first;
    int missing = 0;
    for (const ModelDownload& file : model.downloads) {
        std::error_code ignored;
        if (fs::exists(fs::path(userFolder) / file.place, ignored))
            continue;
        if (missing++ == 0)
            first = file.place;
    }
    if (missing == 0)
        return;
    const bool nothing = missing == static_cast<int>(model.downloads.size());
    throw Error(ErrorCode::NotFound,
                concat("model '", model.name, "' is not ", nothing ? "installed" : "whole", ": ",
                       missing, " of its ", model.downloads.size(), " files are missing in '",
                       userFolder, "', among them '", first, "'"),
                commandFor(model));
}

ModelSource downloaded(const KnownModel& model)
{
    if (!model.runs)
        throw Error(ErrorCode::Unsupported,
                    concat("this version of Imprint cannot run the model '", model.name, "' yet"),
                    "See those that it runs with: imprint-cli models");
    const std::string folder = userModelFolder();
    requireDownloaded(model, folder);
    return sourceOf(model, folder);
}

/// Adds to the Error of a name that nobody has which models could be had.
[[noreturn]] void throwUnknown(const Error& notInstalled, const std::vector<KnownModel>& known)
{
    std::string names;
    for (const KnownModel& model : known)
        if (model.runs && !model.downloads.empty())
            names += (names.empty() ? "" : ", ") + model.name;
    throw Error(notInstalled.code(), notInstalled.what(),
                names.empty() ? notInstalled.hint()
                              : concat(notInstalled.hint(), ". To be downloaded: ", names));
}

} // namespace

ModelSource modelSource(const std::string& nameOrDirectory)
{
    try {
        return folderSource(modelDirectory(nameOrDirectory));
    } catch (const Error& notInstalled) {
        if (notInstalled.code() != ErrorCode::NotFound ||
            nameOrDirectory.find('/') != std::string::npos || nameOrDirectory.empty())
            throw;
        if (const fs::path own = fs::path(userModelFolder()) / nameOrDirectory; isModelFolder(own))
            return folderSource(own.string());
        const std::vector<KnownModel> known = knownModels();
        const auto found = std::find_if(known.begin(), known.end(), [&](const KnownModel& model) {
            return model.name == nameOrDirectory && !model.downloads.empty();
        });
        if (found == known.end())
            throwUnknown(notInstalled, known);
        return downloaded(*found);
    }
}

ModelSource sourceOf(const KnownModel& model, const std::string& userFolder)
{
    json description = {{"name", model.name}, {"files", json::array()}};
    for (const ModelDownload& file : model.downloads)
        description["files"].push_back(fileEntry(file));
    if (!model.recipe.empty())
        description["recipe"] = engine::parseStrictJson(model.recipe, model.name);
    if (!model.video.empty())
        description["video"] = engine::parseStrictJson(model.video, model.name);
    return {.name = model.name,
            .directory = userFolder,
            .description = description.dump(),
            .remedy = commandFor(model)};
}

std::string promptCacheFolder()
{
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
        return (fs::path(cache) / "imprint" / "prompts").string();
    if (const char* home = std::getenv("HOME"); home && *home)
        return (fs::path(home) / ".cache" / "imprint" / "prompts").string();
    throw Error(ErrorCode::NotFound,
                "there is no folder for what is kept of prompts: HOME is not set",
                "Set XDG_CACHE_HOME to it");
}

} // namespace imprint::app
