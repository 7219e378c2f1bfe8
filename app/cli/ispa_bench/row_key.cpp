#include "app/cli/ispa_bench/row_key.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/sha256.h"

#include <algorithm>
#include <filesystem>
#include <span>

namespace imprint::app {
namespace {

std::string hashOfText(const std::string& text)
{
    return engine::sha256Of(std::as_bytes(std::span(text.data(), text.size())));
}

/// What people read of a training, which no figure depends on.
bool isNote(const std::filesystem::path& path)
{
    return path.extension() == ".md" || path.extension() == ".csv";
}

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& path)
{
    if (!std::filesystem::exists(path))
        throw Error(ErrorCode::NotFound, concat("'", path.string(), "' is not there"),
                    "Install the program again, or name another model");
    if (!std::filesystem::is_directory(path))
        return {path};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file() && entry.file_size() > 0 && !isNote(entry.path()))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::string rowKey(const BenchOrigin& origin, const SessionConfig& config,
                   const SessionConfig& teacher, double seconds)
{
    return hashOfText(nlohmann::json{
        {"program", origin.program},
        {"measuring", origin.measuring},
        {"files", origin.files},
        {"config", toJson(config)},
        {"teacher", toJson(teacher)},
        {"seconds",
         seconds}}.dump());
}

std::string hashOfFiles(const std::vector<std::string>& paths)
{
    std::string all;
    for (const std::string& path : paths)
        for (const std::filesystem::path& file : filesIn(path))
            all += concat(file.filename().string(), " ", engine::sha256OfFile(file.string()), "\n");
    return hashOfText(all);
}

} // namespace imprint::app
