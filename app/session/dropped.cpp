#include "app/session/dropped.h"

#include "app/outputs/movie_comment.h"
#include "app/session/take.h"
#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    DroppedKind kind;
};

constexpr std::array kSignatures{
    Signature{0, "\x89PNG\r\n\x1a\n"sv, DroppedKind::Picture},
    Signature{0, "\xff\xd8\xff"sv, DroppedKind::Picture},
    Signature{8, "WEBP"sv, DroppedKind::Picture},
    Signature{0, "BM"sv, DroppedKind::Picture},
    Signature{0, "II*\0"sv, DroppedKind::Picture},
    Signature{0, "MM\0*"sv, DroppedKind::Picture},
    Signature{0, "GIF8"sv, DroppedKind::Picture},
    Signature{8, "WAVE"sv, DroppedKind::Sound},
    Signature{0, "fLaC"sv, DroppedKind::Sound},
    Signature{0, "OggS"sv, DroppedKind::Sound},
    Signature{0, "ID3"sv, DroppedKind::Sound},
    Signature{0, "\xff\xfb"sv, DroppedKind::Sound}, // MPEG audio without a tag
    Signature{0, "\xff\xf3"sv, DroppedKind::Sound},
    Signature{0, "\xff\xf1"sv, DroppedKind::Sound}, // AAC
    Signature{0, "FORM"sv, DroppedKind::Sound},     // AIFF
    Signature{0, "caff"sv, DroppedKind::Sound},
    Signature{4, "ftyp"sv, DroppedKind::Movie},             // MP4, MOV, M4A
    Signature{0, "\x1a\x45\xdf\xa3"sv, DroppedKind::Movie}, // Matroska, WebM
};

DroppedKind kindOfBytes(std::string_view head)
{
    for (const Signature& signature : kSignatures)
        if (head.size() >= signature.offset + signature.bytes.size() &&
            head.substr(signature.offset, signature.bytes.size()) == signature.bytes)
            return signature.kind;
    return DroppedKind::Unknown;
}

bool isThere(const fs::path& path)
{
    std::error_code ignored; // what cannot be looked at is not there
    return fs::exists(path, ignored);
}

Dropped unknown(const std::string& path, const std::string& reason)
{
    return {.kind = DroppedKind::Unknown,
            .path = path,
            .reason = concat("'", fs::path(path).filename().string(), "' ", reason)};
}

Dropped lookAtFolder(const std::string& path)
{
    if (isThere(takeScriptPath(path)))
        return {.kind = DroppedKind::Take, .path = path};
    if (isThere(fs::path(path) / "config.json"))
        return {.kind = DroppedKind::Model, .path = path};
    return unknown(path, "is a folder, but neither a model's (with a config.json) nor a take's "
                         "(with a take.jsonl)");
}

/// A file in the folder of a model or of a take stands for the folder.
Dropped lookAtPart(const std::string& path)
{
    Dropped dropped = lookAtFolder(fs::absolute(path).parent_path().string());
    if (dropped.kind == DroppedKind::Unknown)
        return unknown(path, "is no model without the files that belong to it: drop the folder "
                             "that also holds its config.json");
    return dropped;
}

Dropped lookAtMovie(const std::string& path)
{
    Dropped dropped{.kind = DroppedKind::Sound, .path = path};
    if (const auto comment = movieComment(path))
        dropped.movie = settingsOfDescription(*comment);
    if (dropped.movie)
        dropped.kind = DroppedKind::Movie;
    return dropped;
}

std::string endingOf(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return ending;
}

} // namespace

Dropped lookAtDropped(const std::string& path)
{
    std::error_code ignored; // then it is no folder
    if (fs::is_directory(path, ignored))
        return lookAtFolder(path);
    std::ifstream file(path, std::ios::binary);
    std::string head(16, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    if (!file.is_open())
        return unknown(path, "cannot be read");
    if (head.empty())
        return unknown(path, "is empty");
    const std::string ending = endingOf(path);
    if (ending == ".imprint")
        return {.kind = DroppedKind::Project, .path = path};
    if (ending == ".safetensors" || fs::path(path).filename() == "config.json" ||
        fs::path(path).filename() == "take.jsonl")
        return lookAtPart(path);
    switch (const DroppedKind kind = kindOfBytes(head)) {
    case DroppedKind::Movie: return lookAtMovie(path);
    case DroppedKind::Unknown:
        return unknown(path, "is no picture, sound, project, take or model that Imprint knows");
    default: return {.kind = kind, .path = path};
    }
}

} // namespace imprint::app
