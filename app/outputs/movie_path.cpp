#include "app/outputs/movie_path.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace imprint::app {

namespace fs = std::filesystem;

Container containerOf(const std::string& path)
{
    std::string extension = fs::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (extension == ".mp4")
        return Container::Mp4;
    if (extension == ".mkv")
        return Container::Matroska;
    throw Error(ErrorCode::BadInput,
                concat("the file name '", path, "' names no known video format"),
                "end it in .mp4 or .mkv");
}

std::string freeFileName(const std::string& path)
{
    const fs::path wanted(path);
    fs::path candidate = wanted;
    std::error_code
        ignored; // what cannot be looked at fails when it is opened, with a better message
    for (int number = 2; fs::exists(fs::symlink_status(candidate, ignored)); ++number)
        candidate = wanted.parent_path() /
                    concat(wanted.stem().string(), " (", number, ")", wanted.extension().string());
    return candidate.string();
}

} // namespace imprint::app
