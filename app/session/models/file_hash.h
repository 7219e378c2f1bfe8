#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace imprint::app {

/// SHA-256 of a file of any size as 64 hexadecimal digits. `progress` is told how many bytes are done, some ten times a second.
/// Throws Error(NotFound | Io) naming the file, and Error(Stopped) when told to stop. Thread: any; some GB a second.
std::string hashOfFile(const std::string& path, const std::function<void(std::int64_t)>& progress,
                       std::stop_token stop);

} // namespace imprint::app
