#pragma once

#include <string>

namespace imprint::train {

/// SHA-256 of a file as 64 hexadecimal digits. Throws Error(Io) naming the file.
std::string sha256OfFile(const std::string& path);

} // namespace imprint::train
