#pragma once

#include <string>

namespace imprint::app {

enum class Container { Mp4, Matroska };

/// The container that the file name's extension asks for. Throws Error(BadInput) for any but .mp4 and .mkv.
Container containerOf(const std::string& path);

/// `path`, or the first of "name (2).mp4", "name (3).mp4", ... that does not exist yet.
std::string freeFileName(const std::string& path);

} // namespace imprint::app
