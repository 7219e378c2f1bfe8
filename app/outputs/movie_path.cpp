#include "app/outputs/movie_path.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <filesystem>
#include <iomanip>

namespace imprint::app {

namespace fs = std::filesystem;

Container containerOf(const std::string& path)
{
    std::string extension = fs::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    for (const auto& [container, name] : enumNames(Container{}))
        if (extension == concat(".", name))
            return container;
    throw Error(ErrorCode::BadInput,
                concat("the file name '", path, "' names no known video format"),
                "End it in .mov, .mp4 or .mkv");
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

std::string namedAt(const std::string& pattern, std::chrono::system_clock::time_point when)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::string name;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
        if (end == std::string::npos) {
            name += pattern[at++];
            continue;
        }
        const std::string word = pattern.substr(at, end + 1 - at);
        if (word == "{date}")
            name += concat(std::put_time(&local, "%Y-%m-%d"));
        else if (word == "{time}") // no colons: not every file system takes them
            name += concat(std::put_time(&local, "%H-%M-%S"));
        else
            throw Error(ErrorCode::BadConfig,
                        concat("the name pattern '", pattern, "' asks for ", word),
                        "Use {date} and {time}");
        at = end + 1;
    }
    return name;
}

} // namespace imprint::app
