#pragma once

#include <string>

namespace imprint::audio {

/// Throws an Error that names `path` if it is missing, a directory, unreadable or empty.
void requireInputFile(const std::string& path);

/// `path` as an address that FFmpeg takes as a plain file, whatever characters its name has.
std::string fileAddress(const std::string& path);

} // namespace imprint::audio
