#include "app/session/log_files.h"

#include "app/outputs/movie_path.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr char kBegin[] = "imprint ";
constexpr char kEnd[] = ".log";

/// The logs of earlier runs, the oldest first: their names begin with the time.
std::vector<fs::path> logsIn(const std::string& folder)
{
    std::vector<fs::path> logs;
    std::error_code ignored; // a folder that cannot be read has nothing to tidy up
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kBegin) && name.ends_with(kEnd))
            logs.push_back(entry.path());
    }
    std::sort(logs.begin(), logs.end());
    return logs;
}

} // namespace

std::string logFolder()
{
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && fs::path(state).is_absolute()) // the specification ignores others
        return (fs::path(state) / "imprint/logs").string();
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home == '\0')
        throw Error(ErrorCode::NotFound, "there is no folder for logs",
                    "Set HOME or XDG_STATE_HOME");
    return (fs::path(home) / ".local/state/imprint/logs").string();
}

std::string newLogFile(const std::string& folder, std::chrono::system_clock::time_point when,
                       int process)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(ErrorCode::Io,
                    concat("the folder '", folder, "' cannot be made: ", problem.message()));
    std::vector<fs::path> logs = logsIn(folder);
    const std::size_t tooMany = logs.size() - std::min(logs.size(), kKeptLogFiles - 1);
    for (std::size_t i = 0; i < tooMany; ++i) {
        std::error_code ignored; // one that cannot go takes a little room, and nothing else
        fs::remove(logs[i], ignored);
    }
    const std::string name = namedAt(concat(kBegin, "{date} {time} ", process, kEnd), when);
    return (fs::path(folder) / name).string();
}

} // namespace imprint::app
