#include "app/cli/report_folder.h"

#include "engine/core/error.h"

#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>

namespace imprint::app {

void makeReportFolder(const std::string& path)
{
    std::error_code failed;
    std::filesystem::create_directories(path, failed);
    if (failed || !std::filesystem::is_directory(path) || ::access(path.c_str(), W_OK) != 0)
        throw Error(ErrorCode::Io, concat("folder '", path, "' cannot be made or written to"),
                    "Choose another place");
}

void showProgress(const std::string& what)
{
    if (::isatty(STDERR_FILENO) == 1)
        fmt::print(stderr, "\r\033[K{}", what);
}

} // namespace imprint::app
