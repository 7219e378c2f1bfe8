#pragma once

#include "app/session/models/model_library.h"

#include <array>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

/// Whether the files of a model are those that were published.
namespace imprint::app {

/// A file that a model needs, and what is known of it.
struct ExpectedFile {
    std::string name; ///< for people
    std::string path;
    std::int64_t bytes = -1; ///< to the byte; -1: not known
    std::string sha256;      ///< empty: not known
};

/// Those of a model that is downloaded; where the manifest has no hash, the one that was kept at the download counts.
std::vector<ExpectedFile> expectedFiles(const KnownModel& model, const std::string& userFolder);

/// Those of a folder with a manifest of its own. Throws Error(NotFound | BadInput) naming the manifest.
std::vector<ExpectedFile> expectedFiles(const InstalledModel& model);

enum class FileState { Whole, Missing, Damaged, Unknown /* nothing tells its hash */ };

constexpr std::array<EnumName<FileState>, 4> enumNames(FileState)
{
    return {{{FileState::Whole, "whole"},
             {FileState::Missing, "missing"},
             {FileState::Damaged, "damaged"},
             {FileState::Unknown, "unknown"}}};
}

struct CheckedFile {
    std::string name;
    FileState state = FileState::Missing;
    std::int64_t bytes = 0;
    std::string sha256; ///< of what is here; empty where the size alone showed the damage
};

/// Reads every file to its end.
/// progress  bytes that were read of all of them
/// Throws Error(Io) for a disk that cannot be read, Error(Stopped). Thread: any; some GB a second.
std::vector<CheckedFile> checkFiles(const std::vector<ExpectedFile>& files,
                                    const std::function<void(std::int64_t)>& progress,
                                    std::stop_token stop);

/// Throws an Error that names every file which is not as it was published (BadInput), or of which nobody can tell (NotFound).
void requireWhole(const std::vector<CheckedFile>& files);

} // namespace imprint::app
