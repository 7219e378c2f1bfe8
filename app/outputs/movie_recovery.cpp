#include "app/outputs/movie_recovery.h"

#include "app/outputs/ffmpeg_handles.h"
#include "app/outputs/file_hold.h"
#include "app/outputs/matroska_scan.h"
#include "app/outputs/movie_path.h"
#include "app/outputs/movie_remux.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

std::string extensionOf(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return extension;
}

bool isUnfinishedCopy(const fs::path& path)
{
    return path.stem().string().find(".part-") != std::string::npos;
}

/// Whether the file has a movie fragment ("moof") among its top-level boxes.
bool hasFragments(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    for (std::uint64_t at = 0;;) {
        std::array<unsigned char, 16> head{};
        file.seekg(static_cast<std::streamoff>(at));
        if (!file.read(reinterpret_cast<char*>(head.data()), 8))
            return false;
        const auto number = [&](std::size_t from, std::size_t bytes) {
            std::uint64_t value = 0;
            for (std::size_t i = from; i < from + bytes; ++i)
                value = value << 8 | head[i];
            return value;
        };
        if (std::string_view(reinterpret_cast<const char*>(head.data()) + 4, 4) == "moof")
            return true;
        std::uint64_t size = number(0, 4);
        if (size == 1) { // a 64-bit size follows
            if (!file.read(reinterpret_cast<char*>(head.data()) + 8, 8))
                return false;
            size = number(8, 8);
        }
        if (size < 8 || at + size < at)
            return false;
        at += size;
    }
}

/// Whether it is a movie whose writer was killed.
bool lacksItsEnd(const fs::path& path)
{
    std::error_code ignored; // it vanished meanwhile
    if (!fs::is_regular_file(path, ignored) || isUnfinishedCopy(path))
        return false;
    const std::string extension = extensionOf(path);
    if (extension != ".mkv")
        return (extension == ".mp4" || extension == ".mov") && hasFragments(path);
    const auto scan = scanMatroska(path.string());
    return scan && !scan->ended;
}

bool isHeld(const std::string& path)
{
    try {
        const FileHold hold = FileHold::existing(path);
        return false;
    } catch (const Error&) {
        return true; // by another process, or not readable: nothing to finish either way
    }
}

/// FFmpeg knows no length of an MKV without an end.
double secondsOf(const AVFormatContext& input, const std::string& path)
{
    if (const auto scan = scanMatroska(path))
        return scan->seconds;
    return input.duration == AV_NOPTS_VALUE ? 0
                                            : static_cast<double>(input.duration) / AV_TIME_BASE;
}

/// Nothing if it cannot be read or is not ours.
std::optional<UnfinishedRecording> look(const std::string& path)
{
    AVFormatContext* input = nullptr;
    if (avformat_open_input(&input, ("file:" + path).c_str(), nullptr, nullptr) < 0)
        return std::nullopt;
    const AvInputPtr owner(input);
    const AVDictionaryEntry* comment = av_dict_get(input->metadata, "comment", nullptr, 0);
    if (comment == nullptr ||
        std::string_view(comment->value).find("made with Imprint") == std::string_view::npos)
        return std::nullopt;
    if (avformat_find_stream_info(input, nullptr) < 0)
        return std::nullopt;
    std::error_code ignored; // it vanished meanwhile: 0 bytes
    const auto bytes = fs::file_size(path, ignored);
    return UnfinishedRecording{.path = path,
                               .bytes = ignored ? 0 : static_cast<std::int64_t>(bytes),
                               .seconds = secondsOf(*input, path)};
}

} // namespace

std::vector<UnfinishedRecording> findUnfinishedRecordings(const std::string& folder)
{
    std::error_code error;
    fs::directory_iterator entries(folder.empty() ? "." : folder, error);
    if (error)
        throw Error(ErrorCode::NotFound,
                    concat("the folder '", folder, "' cannot be read: ", error.message()));
    std::vector<UnfinishedRecording> found;
    for (const fs::directory_entry& entry : entries) {
        const std::string path = entry.path().string();
        if (!lacksItsEnd(entry.path()) || isHeld(path))
            continue;
        if (std::optional<UnfinishedRecording> recording = look(path))
            found.push_back(std::move(*recording));
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

std::optional<UnfinishedRecording> unfinishedRecording(const std::string& path)
{
    const FileHold hold = FileHold::existing(path);
    if (!lacksItsEnd(path))
        return std::nullopt;
    return look(path);
}

void finishRecording(const std::string& path)
{
    remuxToPlain(path);
    const std::string mark = copyMarkOf(path);
    std::error_code error; // leftovers that cannot be removed harm nobody
    for (fs::directory_iterator entry(fs::absolute(path).parent_path(), error), end;
         !error && entry != end; entry.increment(error))
        if (entry->path().filename().string().starts_with(mark)) {
            std::error_code ignored;
            fs::remove(entry->path(), ignored);
        }
}

} // namespace imprint::app
