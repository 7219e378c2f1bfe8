#include "app/session/log_files.h"

#include "app/outputs/movie_path.h"
#include "engine/core/error.h"
#include "engine/core/log_targets.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <vector>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr char kBegin[] = "imprint ";
constexpr char kEnd[] = ".log";
constexpr char kEngineEnd[] = " engine.log";
constexpr char kExportEnd[] = " export.log";

std::string withoutEnd(const std::string& name, const std::string& end)
{
    return name.substr(0, name.size() - end.size());
}

/// The run that a file belongs to: its name without what tells its log's parts apart. Empty: it is no log.
std::string runOf(const std::string& name)
{
    if (!name.starts_with(kBegin) || !name.ends_with(kEnd))
        return {};
    std::string run = withoutEnd(name, kEnd);
    if (run.ends_with(".1"))
        run = withoutEnd(run, ".1");
    for (const char* part : {kEngineEnd, kExportEnd})
        if (const std::string end = withoutEnd(part, kEnd); run.ends_with(end))
            return withoutEnd(run, end);
    return run;
}

/// The logs of earlier runs by run, the oldest first: their names begin with the time.
std::map<std::string, std::vector<fs::path>> logsIn(const std::string& folder)
{
    std::map<std::string, std::vector<fs::path>> logs;
    std::error_code ignored; // a folder that cannot be read has nothing to tidy up
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const std::string run = runOf(entry.path().filename().string()); !run.empty())
            logs[run].push_back(entry.path());
    return logs;
}

/// The end of a file, from the start of a line on.
std::string endOf(const std::string& path, std::size_t bytes)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file)
        return {};
    const auto size = static_cast<std::size_t>(file.tellg());
    const std::size_t skipped = size - std::min(size, bytes);
    std::string text(size - skipped, '\0');
    file.seekg(static_cast<std::streamoff>(skipped));
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (skipped > 0)
        text.erase(0, text.find('\n') == std::string::npos ? text.size() : text.find('\n') + 1);
    return text;
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
    const auto runs = logsIn(folder);
    std::size_t tooMany = runs.size() - std::min(runs.size(), kKeptLogFiles - 1);
    for (auto run = runs.begin(); tooMany > 0; ++run, --tooMany)
        for (const fs::path& log : run->second) {
            std::error_code ignored; // one that cannot go takes a little room, and nothing else
            fs::remove(log, ignored);
        }
    const std::string name = namedAt(concat(kBegin, "{date} {time} ", process, kEnd), when);
    return (fs::path(folder) / name).string();
}

std::string engineLogFile(const std::string& logFile)
{
    return withoutEnd(logFile, kEnd) + kEngineEnd;
}

std::string exportLogFile(const std::string& logFile)
{
    return withoutEnd(logFile, kEnd) + kExportEnd;
}

std::string lastLogLines(const std::string& logFile, std::size_t bytes)
{
    const std::string latest = endOf(logFile, bytes);
    std::error_code ignored; // what cannot be asked has no older part
    const auto size = fs::file_size(logFile, ignored);
    return !ignored && size > latest.size()
               ? latest
               : endOf(olderLogFile(logFile), bytes - latest.size()) + latest;
}

} // namespace imprint::app
