#pragma once

#include "app/session/models/hub_access.h"
#include "app/session/models/model_manifest.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace imprint::app {

struct DownloadOptions {
    HubAccess hub;
    int connections = 4;                          ///< at once, for one large file
    std::int64_t partBytes = 256 * 1024 * 1024;   ///< what one of them fetches with one request
    int attempts = 6;                             ///< in a row that bring nothing, before it fails
    std::chrono::milliseconds pauseBetween{1000}; ///< doubled at each of them
    std::chrono::seconds silence{30}; ///< without a byte: the connection counts as broken
    /// Bytes that may still be written to the folder; tests answer with little.
    std::function<std::int64_t(const std::string& folder)> freeBytes;
};

enum class DownloadEnd { Whole, Paused };

/// Fetches one file to its place below `folder`. A file of several parts arrives through several connections at once, if its server
/// can send parts; what arrives is kept beside the place (part_file.h), so that it goes on where it was broken off or paused: by itself after a
/// broken connection, else with the next call. The whole file is checked against its SHA-256 (the manifest's, else the one that the hub
/// names) and moved to its place in one step; its hash is kept beside it. A file that fails the check is kept as
/// `place`.damaged. A file that is there is left alone.
/// progress  bytes of this file that are here, and its size (0: not known); on the calling thread
/// Throws Error(Io) for what a connection, server or disk did, Error(BadInput) for a file that is not the expected one.
/// Thread: any; it waits.
DownloadEnd downloadFile(const ModelDownload& file, const std::string& folder,
                         const DownloadOptions& options,
                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                         std::stop_token stop);

/// Where the hash of a file that has arrived is kept, for later checks.
std::string keptHashPath(const std::string& place);

/// What is kept there; empty: nothing.
std::string keptHash(const std::string& place);

/// Throws Error(Io) unless the folder has space for so many more bytes, and some to spare.
/// what  stands in the message: "'longlive'"
void requireSpace(std::int64_t bytes, const std::string& what, const std::string& folder,
                  const DownloadOptions& options);

} // namespace imprint::app
