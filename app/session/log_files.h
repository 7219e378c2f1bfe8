#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace imprint::app {

inline constexpr std::size_t kKeptLogFiles = 10;

/// Where the programs of Imprint keep their logs: imprint/logs in the user's state folder (XDG_STATE_HOME, else ~/.local/state).
/// Throws Error(NotFound) if the environment names neither that nor a home.
std::string logFolder();

/// The name for the log of this run in `folder`, which is made if it is not there. The oldest logs go with all that belongs
/// to them, so that with it those of kKeptLogFiles runs stay; other files are not touched. Throws Error(Io) if the folder
/// cannot be made.
/// when, process  which run: they make up the name
std::string newLogFile(const std::string& folder, std::chrono::system_clock::time_point when,
                       int process);

/// What the engines of a run say: beside the run's own log, and gone with it.
std::string engineLogFile(const std::string& logFile);

/// What the engines of its exports say, likewise: they work beside the live run's.
std::string exportLogFile(const std::string& logFile);

/// The last lines of a log, its older part included, and no more than so many bytes; empty: there is none.
std::string lastLogLines(const std::string& logFile, std::size_t bytes);

} // namespace imprint::app
