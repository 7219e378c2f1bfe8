#include "app/session/models/file_transfer.h"

#include "app/session/models/file_connections.h"
#include "app/session/models/file_hash.h"
#include "engine/core/error.h"
#include "engine/core/whole_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSpareBytes = 64 << 20; // a disk is never filled to the last byte

/// A file that came whole gets its name if it is the right one.
void putInPlace(const ModelDownload& file, PartFile& parts, const std::string& place,
                const std::string& named, const std::stop_token& stop)
{
    parts.flush();
    const std::string hash = hashOfFile(
        partFilesOf(place).front(), [](std::int64_t) {}, stop);
    const std::string& expected = file.sha256.empty() ? named : file.sha256;
    if (!expected.empty() && hash != expected) {
        parts.moveTo(place + ".damaged");
        throw Error(
            ErrorCode::BadInput,
            concat("'", file.place, "' arrived damaged: its SHA-256 is ", hash, " and not ",
                   expected),
            "Try again: it begins anew. What came is kept beside it, for whoever wants to look");
    }
    writeWholeFile(keptHashPath(place), [&](std::ostream& out) { out << hash << '\n'; });
    parts.moveTo(place);
}

} // namespace

DownloadEnd downloadFile(const ModelDownload& file, const std::string& folder,
                         const DownloadOptions& options,
                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                         std::stop_token stop)
{
    const fs::path place = fs::path(folder) / file.place;
    std::error_code failed;
    if (fs::exists(place, failed))
        return DownloadEnd::Whole;
    fs::create_directories(place.parent_path(), failed);
    if (failed)
        throw Error(ErrorCode::Io, concat("'", place.parent_path().string(), "' cannot be made"),
                    "Check the rights of the folder above it");
    PartFile parts(place.string());
    const auto named = fetchParts(file, parts, folder, options, progress, stop);
    if (!named)
        return DownloadEnd::Paused;
    putInPlace(file, parts, place.string(), *named, stop);
    return DownloadEnd::Whole;
}

std::string keptHashPath(const std::string& place)
{
    return place + ".sha256";
}

std::string keptHash(const std::string& place)
{
    std::string hash;
    std::ifstream(keptHashPath(place)) >> hash;
    return hash;
}

void requireSpace(std::int64_t bytes, const std::string& what, const std::string& folder,
                  const DownloadOptions& options)
{
    std::error_code failed;
    std::int64_t space = 0;
    if (options.freeBytes)
        space = options.freeBytes(folder);
    else if (const fs::space_info disk = fs::space(folder, failed); !failed)
        space = static_cast<std::int64_t>(disk.available);
    space = std::max<std::int64_t>(0, space - kSpareBytes);
    if (bytes > space)
        throw Error(ErrorCode::Io,
                    concat(what, " needs ", bytes / 1'000'000 + 1, " MB more, and '", folder,
                           "' has space for ", space / 1'000'000, " MB"),
                    "Make space on that disk; what is here already is kept");
}

} // namespace imprint::app
