#include "app/session/state_directory.h"

#include "engine/core/error.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

namespace imprint::app {

namespace fs = std::filesystem;

std::string stateDirectory()
{
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    fs::path base = state != nullptr ? state : "";
    if (!base.is_absolute()) // the specification has relative ones ignored
        base = fs::path(home != nullptr ? home : "/") / ".local" / "state";
    const fs::path folder = base / "imprint";
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(
            ErrorCode::Io,
            concat("the folder '", folder.string(), "' cannot be made: ", problem.message()),
            "Check its rights, or set XDG_STATE_HOME to another one");
    ::chmod(folder.c_str(),
            0700); // faces and words of people are in it; a foreign folder stays as it is
    return folder.string();
}

} // namespace imprint::app
