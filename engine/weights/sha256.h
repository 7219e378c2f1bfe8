#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace imprint::engine {

/// SHA-256 of some bytes as 64 hexadecimal digits. Source: FIPS 180-4.
std::string sha256Of(std::span<const std::byte> bytes);

/// The same of a file that is not empty. Throws Error(NotFound | BadInput | Io) naming the file.
std::string sha256OfFile(const std::string& path);

} // namespace imprint::engine
