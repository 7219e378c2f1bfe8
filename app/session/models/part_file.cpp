#include "app/session/models/part_file.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <limits>
#include <numeric>
#include <ostream>
#include <sys/file.h>
#include <unistd.h>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::int64_t kOpenEnd = std::numeric_limits<std::int64_t>::max();

/// What `place`.part.json says.
struct KeptParts {
    std::int64_t bytes = 0;
    std::int64_t partBytes = 0;
    std::string sha256;
    std::vector<FilePart> parts;
};

std::string partPath(const std::string& place)
{
    return place + ".part";
}

std::string keptPath(const std::string& part)
{
    return part + ".json";
}

/// The beginning of the file may reach over several parts.
std::vector<FilePart> cut(std::int64_t bytes, std::int64_t partBytes, std::int64_t beginning)
{
    std::vector<FilePart> parts;
    for (std::int64_t begin = 0; begin < bytes; begin += partBytes) {
        const std::int64_t end = std::min(bytes, begin + partBytes);
        parts.push_back({begin, end, std::clamp<std::int64_t>(beginning - begin, 0, end - begin)});
    }
    return parts;
}

/// Nothing if it is not there, or is none of ours: then nobody knows what the bytes beside it are.
std::optional<KeptParts> readKept(const std::string& part)
{
    std::error_code none;
    if (!fs::exists(keptPath(part), none))
        return std::nullopt;
    try {
        const json kept = engine::readStrictJson(keptPath(part));
        KeptParts read{.bytes = kept.at("bytes").get<std::int64_t>(),
                       .partBytes = kept.at("part_bytes").get<std::int64_t>(),
                       .sha256 = kept.at("sha256").get<std::string>()};
        const auto done = kept.at("done").get<std::vector<std::int64_t>>();
        if (read.bytes < 0 || read.partBytes < 1 ||
            static_cast<std::int64_t>(done.size()) !=
                (read.bytes + read.partBytes - 1) / read.partBytes)
            return KeptParts{};
        read.parts = cut(read.bytes, read.partBytes, 0);
        for (std::size_t i = 0; i < done.size(); ++i) {
            read.parts[i].done = done[i];
            if (done[i] < 0 || read.parts[i].at() > read.parts[i].end)
                return KeptParts{};
        }
        return read;
    } catch (const json::exception&) {
        return KeptParts{};
    } catch (const Error&) { // damaged by whatever broke the last run off
        return KeptParts{};
    }
}

std::int64_t sumOf(const std::vector<FilePart>& parts)
{
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                           [](std::int64_t sum, const FilePart& part) { return sum + part.done; });
}

std::int64_t furthestOf(const std::vector<FilePart>& parts)
{
    std::int64_t furthest = 0;
    for (const FilePart& part : parts)
        if (part.done > 0)
            furthest = part.at();
    return furthest;
}

} // namespace

PartFile::PartFile(const std::string& place)
    : m_path(partPath(place))
    , m_file(::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
{
    if (m_file < 0)
        fail("cannot be written");
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        ::close(m_file);
        throw Error(ErrorCode::Io, concat("'", m_path, "' is being fetched by another program"),
                    "Wait until that has ended");
    }
    try {
        readParts();
    } catch (...) {
        ::close(m_file);
        throw;
    }
}

PartFile::~PartFile()
{
    try {
        keep();
    } catch (const Error&) { // costs the bytes since the last time; a full disk was told already
    }
    ::close(m_file);
}

void PartFile::readParts()
{
    const auto size = static_cast<std::int64_t>(::lseek(m_file, 0, SEEK_END));
    const auto kept = readKept(m_path);
    if (!kept) {
        m_parts = {{0, kOpenEnd, size}};
        return;
    }
    if (kept->partBytes == 0 || furthestOf(kept->parts) > size) {
        beginAnew();
        return;
    }
    m_bytes = kept->bytes;
    m_partBytes = kept->partBytes;
    m_sha256 = kept->sha256;
    m_parts = kept->parts;
}

std::int64_t PartFile::doneBytes() const
{
    return sumOf(m_parts);
}

bool PartFile::whole() const
{
    return isLaidOut() && std::all_of(m_parts.begin(), m_parts.end(),
                                      [](const FilePart& part) { return part.whole(); });
}

void PartFile::layOut(std::int64_t bytes, std::int64_t partBytes, const std::string& sha256)
{
    IMPRINT_ASSERT(!isLaidOut() && bytes >= 0 && partBytes > 0);
    m_parts = cut(bytes, partBytes, doneBytes());
    m_bytes = bytes;
    m_partBytes = partBytes;
    m_sha256 = sha256;
    // Before anything is written behind a gap: without it the gap would pass for bytes.
    keep();
}

void PartFile::beginAnew()
{
    std::error_code failed;
    fs::remove(keptPath(m_path), failed);
    if (failed || ::ftruncate(m_file, 0) != 0)
        fail("cannot be begun anew");
    m_bytes.reset();
    m_sha256.clear();
    m_parts = {{0, kOpenEnd, 0}};
}

void PartFile::write(std::size_t part, const char* data, std::size_t count)
{
    FilePart& into = m_parts.at(part);
    IMPRINT_ASSERT(static_cast<std::int64_t>(count) <= into.end - into.at());
    while (count > 0) {
        const ssize_t written = ::pwrite(m_file, data, count, into.at());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            fail("cannot be written further");
        data += written;
        count -= static_cast<std::size_t>(written);
        into.done += written;
    }
}

void PartFile::keep()
{
    if (!isLaidOut() || m_gone)
        return; // the length of the file says it
    json done = json::array();
    for (const FilePart& part : m_parts)
        done.push_back(part.done);
    const json kept = {{"bytes", *m_bytes},
                       {"part_bytes", m_partBytes},
                       {"sha256", m_sha256},
                       {"done", std::move(done)}};
    writeWholeFile(keptPath(m_path), [&](std::ostream& out) { out << kept.dump() << '\n'; });
}

void PartFile::flush()
{
    if (::fsync(m_file) != 0)
        fail("cannot be written to the disk");
}

void PartFile::moveTo(const std::string& path)
{
    std::error_code failed;
    fs::rename(m_path, path, failed);
    if (failed)
        throw Error(ErrorCode::Io, concat("'", path, "' cannot be written: ", failed.message()),
                    "Check the rights of its folder");
    m_gone = true;
    fs::remove(keptPath(m_path), failed);
}

void PartFile::fail(const char* what) const
{
    throw Error(ErrorCode::Io, concat("'", m_path, "' ", what, ": ", std::strerror(errno)),
                "Make space on that disk, or check the rights of its folder");
}

std::int64_t bytesInParts(const std::string& place)
{
    const std::string part = partPath(place);
    if (const auto kept = readKept(part))
        return sumOf(kept->parts);
    std::error_code none;
    const auto bytes = fs::file_size(part, none);
    return none ? 0 : static_cast<std::int64_t>(bytes);
}

std::vector<std::string> partFilesOf(const std::string& place)
{
    const std::string part = partPath(place);
    return {part, keptPath(part)};
}

} // namespace imprint::app
