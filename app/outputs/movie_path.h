#pragma once

#include "app/outputs/movie_format.h"

#include <chrono>
#include <string>

namespace imprint::app {

/// The container that the file name's extension asks for. Throws Error(BadInput) for any but .mov, .mp4 and .mkv.
Container containerOf(const std::string& path);

/// `path`, or the first of "name (2).mp4", "name (3).mp4", ... that does not exist yet.
std::string freeFileName(const std::string& path);

/// "take {date} {time}.mp4" -> "take 2026-11-26 14-05-33.mp4", in local time. Throws Error(BadConfig) if the pattern
/// asks for anything else.
std::string namedAt(const std::string& pattern, std::chrono::system_clock::time_point when);

} // namespace imprint::app
