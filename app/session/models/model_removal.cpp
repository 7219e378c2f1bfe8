#include "app/session/models/model_removal.h"

#include "app/session/models/file_transfer.h"
#include "app/session/models/part_file.h"
#include "engine/core/error.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

/// Everything that a download leaves at a place and beside it.
std::vector<std::string> tracesOf(const std::string& place)
{
    std::vector<std::string> traces = partFilesOf(place);
    traces.insert(traces.end(), {place, keptHashPath(place), place + ".damaged"});
    return traces;
}

bool anyTrace(const ModelDownload& file, const fs::path& folder)
{
    const auto traces = tracesOf(folder / file.place);
    std::error_code none;
    return std::any_of(traces.begin(), traces.end(),
                       [&](const std::string& trace) { return fs::exists(trace, none); });
}

bool isHere(const KnownModel& model, const fs::path& folder)
{
    return std::any_of(model.downloads.begin(), model.downloads.end(),
                       [&](const ModelDownload& file) {
                           return isOwnFile(model, file) && anyTrace(file, folder);
                       });
}

std::set<std::string> placesOfOthers(const KnownModel& model, const std::vector<KnownModel>& all,
                                     const fs::path& folder)
{
    std::set<std::string> places;
    for (const KnownModel& other : all)
        if (other.name != model.name && isHere(other, folder))
            for (const ModelDownload& file : other.downloads)
                places.insert(file.place);
    return places;
}

void removeEmptyFolders(fs::path at, const fs::path& root)
{
    std::error_code notEmpty;
    while (at != root && fs::remove(at, notEmpty))
        at = at.parent_path();
}

} // namespace

Removal planRemoval(const KnownModel& model, const std::vector<KnownModel>& all,
                    const std::string& userFolder)
{
    Removal removal;
    const auto needed = placesOfOthers(model, all, userFolder);
    for (const ModelDownload& file : model.downloads) {
        if (!anyTrace(file, userFolder))
            continue;
        if (needed.contains(file.place)) {
            removal.kept.push_back(file.place);
            continue;
        }
        removal.bytes += bytesInParts(fs::path(userFolder) / file.place);
        for (const std::string& trace : tracesOf(file.place)) {
            std::error_code none;
            const fs::path path = fs::path(userFolder) / trace;
            if (!fs::exists(path, none))
                continue;
            removal.files.push_back(trace);
            if (path.extension() != ".part") // counted by what is in it: it may have gaps
                removal.bytes += static_cast<std::int64_t>(fs::file_size(path, none));
        }
    }
    return removal;
}

void remove(const Removal& removal, const std::string& userFolder)
{
    for (const std::string& file : removal.files)
        if (fs::path(file).extension() == ".part")
            const PartFile unlocked(fs::path(userFolder) / fs::path(file).replace_extension());
    for (const std::string& file : removal.files) {
        const fs::path path = fs::path(userFolder) / file;
        std::error_code failed;
        fs::remove(path, failed);
        if (failed)
            throw Error(ErrorCode::Io,
                        concat("'", path.string(), "' cannot be deleted: ", failed.message()),
                        "Check the rights of its folder");
        removeEmptyFolders(path.parent_path(), userFolder);
    }
}

} // namespace imprint::app
