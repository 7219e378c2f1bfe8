#pragma once

#include "app/session/models/file_transfer.h"
#include "app/session/models/part_file.h"

#include <optional>

namespace imprint::app {

/// Fetches what is missing of a file into its parts: one connection asks first, and if its server can send parts, several go on beside
/// each other. Parts that break are tried again. Nothing is checked but what a server says before the bytes.
/// progress  bytes of this file that are here, and its size (0: not known); on the calling thread
/// Returns the SHA-256 that the hub names (empty: none), nothing if it was stopped before the file was whole.
/// Throws Error(Io | BadInput). Thread: any; it waits, and no other touches `parts`.
std::optional<std::string>
fetchParts(const ModelDownload& file, PartFile& parts, const std::string& folder,
           const DownloadOptions& options,
           const std::function<void(std::int64_t, std::int64_t)>& progress,
           const std::stop_token& stop);

} // namespace imprint::app
