#include "app/session/resources.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

bool holdsModels(const fs::path& directory)
{
    std::error_code ignored;
    return fs::is_directory(directory / "models", ignored);
}

std::string installedModels(const fs::path& resources)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(resources / "models"))
        if (fs::exists(entry.path() / "config.json"))
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list.empty() ? "none" : list;
}

} // namespace

std::string resourceDirectory()
{
    if (const char* chosen = std::getenv("IMPRINT_RESOURCES")) {
        if (!holdsModels(chosen))
            throw Error(
                ErrorCode::NotFound,
                concat("IMPRINT_RESOURCES names '", chosen, "', which holds no folder 'models'"),
                "Name Imprint's folder 'resources'");
        return chosen;
    }
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    for (fs::path up = program.parent_path(); !failed; up = up.parent_path()) {
        for (const char* below : {"share/imprint", "resources"})
            if (holdsModels(up / below))
                return (up / below).string();
        if (up == up.root_path())
            break;
    }
    throw Error(ErrorCode::NotFound, "Imprint's folder 'resources' was not found",
                "Set IMPRINT_RESOURCES to it");
}

std::string modelDirectory(const std::string& nameOrDirectory)
{
    std::error_code ignored;
    if (nameOrDirectory.find('/') != std::string::npos ||
        fs::is_directory(nameOrDirectory, ignored)) {
        if (fs::exists(fs::path(nameOrDirectory) / "config.json", ignored))
            return nameOrDirectory;
        throw Error(ErrorCode::NotFound, concat("'", nameOrDirectory, "' is no folder of a model"),
                    "It must hold a config.json");
    }
    const fs::path resources = resourceDirectory();
    const fs::path directory = resources / "models" / nameOrDirectory;
    if (!nameOrDirectory.empty() && fs::exists(directory / "config.json", ignored))
        return directory.string();
    throw Error(ErrorCode::NotFound, concat("there is no model '", nameOrDirectory, "'"),
                concat("Installed models: ", installedModels(resources)));
}

} // namespace imprint::app
