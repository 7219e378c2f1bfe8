#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// A recording that a crash left without its end: it plays, but seeking in it is slow and some programs refuse it.
struct UnfinishedRecording {
    std::string path;
    std::int64_t bytes = 0;
    double seconds = 0; ///< of what can be read; of MKV up to half a second less
};

/// Recordings of Imprint in `folder` that were never finished and that no process is writing, by name.
/// Files of others, and what cannot be read, are left out. Throws Error(NotFound) if there is no such folder.
std::vector<UnfinishedRecording> findUnfinishedRecordings(const std::string& folder);

/// The recording at `path`; nothing if it is whole, nobody's of Imprint, or holds nothing that can be read.
/// Throws Error(BadInput) if it is being recorded, Error(Io) if it cannot be opened.
std::optional<UnfinishedRecording> unfinishedRecording(const std::string& path);

/// Rewrites one as a whole file in its place, and removes copies that an earlier attempt left unfinished beside it.
/// Throws Error(BadInput) if it is being recorded, Error(Io) with the recording untouched.
void finishRecording(const std::string& path);

} // namespace imprint::app
