#include "app/session/project.h"

#include "app/outputs/stream_address.h"
#include "app/session/base64.h"
#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <utility>

namespace imprint::app {

using nlohmann::json;

namespace {

constexpr char kHead[] = "imprint";
constexpr char kVersion[] = "version";
constexpr std::uintmax_t kMaxFileBytes = 1ULL << 30;
constexpr std::size_t kMaxRows = 100'000; // of the timeline

/// What of `document` has no counterpart in `known`: objects are looked into, all else is one thing.
json unknownIn(const json& document, const json& known)
{
    json rest = json::object();
    for (const auto& [key, value] : document.items()) {
        const auto counterpart = known.find(key);
        if (counterpart == known.end()) {
            rest[key] = value;
        } else if (value.is_object() && counterpart->is_object()) {
            json inner = unknownIn(value, *counterpart);
            if (!inner.empty())
                rest[key] = std::move(inner);
        }
    }
    return rest;
}

/// What is known here wins.
void addUnknown(json& document, const json& unknown)
{
    for (const auto& [key, value] : unknown.items()) {
        const auto own = document.find(key);
        if (own == document.end())
            document[key] = value;
        else if (own->is_object() && value.is_object())
            addUnknown(*own, value);
    }
}

template <class Config>
json checkedJson(const Config& config)
{
    validate(config);
    return toJson(config);
}

json toJson(const std::vector<PromptAt>& timeline)
{
    json rows = json::array();
    for (const PromptAt& row : timeline)
        rows.push_back(checkedJson(row));
    return rows;
}

/// All that this version knows.
json knownJson(const Project& project)
{
    json character = checkedJson(project.edits.character);
    const auto& picture = project.edits.character.picture.bytes;
    character["picture"] = picture ? toBase64(*picture) : std::string();
    OutputChoice stored = project.outputs;
    stored.streamUrl = harmlessStreamUrl(stored.streamUrl);
    json outputs = checkedJson(stored);
    outputs["recording"] = checkedJson(stored.format);
    return {{kHead, {{kVersion, kProjectVersion}}},
            {"model", project.model},
            {"settings", checkedJson(project.edits.settings)},
            {"character", std::move(character)},
            {"voice", checkedJson(project.edits.voice)},
            {"timeline", toJson(project.edits.timeline)},
            {"sound", checkedJson(project.sound)},
            {"outputs", std::move(outputs)},
            {"window", toBase64(project.window)}};
}

/// Reads the sections of a document. Settings that a section lacks, since an older version wrote it, are as in a new project; a
/// section itself may not be missing.
class ProjectReader {
public:
    ProjectReader(const json& document, const std::string& where)
        : m_document(document)
        , m_where(where)
    {
    }

    Project read()
    {
        requireVersion();
        Project project;
        project.model = textIn(m_document, "model");
        readInto("settings", project.edits.settings);
        readCharacter(project.edits.character);
        readInto("voice", project.edits.voice);
        readTimeline(project.edits.timeline);
        readInto("sound", project.sound);
        readInto("outputs", project.outputs);
        if (section("outputs").contains("recording"))
            fromJson(section("outputs").at("recording"), project.outputs.format, m_where,
                     MissingKey::KeepsDefault);
        project.window = bytesIn(m_document, "window");
        return project;
    }

private:
    [[noreturn]] void refuse(const std::string& problem) const
    {
        throw Error(ErrorCode::BadInput, concat("'", m_where, "': ", problem),
                    "The file is damaged or not what its name says; use a copy of it");
    }

    void requireVersion() const
    {
        if (!m_document.is_object() || !m_document.contains(kHead) ||
            !m_document.at(kHead).is_object() || !m_document.at(kHead).contains(kVersion))
            refuse("this is no project of Imprint");
        const json& version = m_document.at(kHead).at(kVersion);
        if (version != kProjectVersion)
            throw Error(ErrorCode::Unsupported,
                        concat("'", m_where, "' has version ", engine::printable(version.dump()),
                               " of the format, and this program knows ", kProjectVersion),
                        "Use the version of Imprint that made it");
    }

    const json& section(const char* key) const
    {
        const auto found = m_document.find(key);
        if (found == m_document.end() || !found->is_object())
            refuse(concat("the part '", key, "' is missing"));
        return *found;
    }

    template <class Config>
    void readInto(const char* key, Config& config) const
    {
        fromJson(section(key), config, m_where, MissingKey::KeepsDefault);
    }

    std::string textIn(const json& object, const char* key) const
    {
        const auto found = object.find(key);
        if (found == object.end() || !found->is_string())
            refuse(concat("'", key, "' is missing, or no text"));
        return found->get<std::string>();
    }

    std::string bytesIn(const json& object, const char* key) const
    {
        auto bytes = fromBase64(textIn(object, key));
        if (!bytes)
            refuse(concat("'", key, "' is damaged: it is not base64"));
        return std::move(*bytes);
    }

    void readCharacter(Character& character) const
    {
        readInto("character", character);
        std::string picture = bytesIn(section("character"), "picture");
        if (!picture.empty())
            character.picture.bytes = std::make_shared<const std::string>(std::move(picture));
    }

    void readTimeline(std::vector<PromptAt>& timeline) const
    {
        const auto rows = m_document.find("timeline");
        if (rows == m_document.end() || !rows->is_array() || rows->size() > kMaxRows)
            refuse("the timeline is missing, no list, or endless");
        for (const json& row : *rows) {
            PromptAt prompt;
            fromJson(row, prompt, m_where); // rows are moved and removed: nothing foreign is kept
            if (!timeline.empty() && prompt.seconds < timeline.back().seconds)
                refuse("the timeline goes backwards");
            timeline.push_back(std::move(prompt));
        }
    }

    const json& m_document;
    const std::string& m_where;
};

} // namespace

bool operator==(const ImageCopy& a, const ImageCopy& b)
{
    return a.path == b.path && (a.bytes == b.bytes || (a.bytes && b.bytes && *a.bytes == *b.bytes));
}

std::string harmlessStreamUrl(const std::string& url)
{
    std::string address;
    try {
        address = parseStreamAddress(url, "apart").address;
    } catch (const Error&) {
        return {}; // what cannot be understood may hold a secret anywhere
    }
    const std::size_t path = address.find('/', address.find("://") + 3);
    return address.substr(0, path == std::string::npos ? path : address.find('/', path + 1));
}

std::string projectText(const Project& project)
{
    json document = knownJson(project);
    if (!project.unknown.empty())
        addUnknown(document,
                   engine::parseStrictJson(project.unknown, "the kept part of a project"));
    return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Project parseProject(const std::string& text, const std::string& where)
{
    const json document = engine::parseStrictJson(text, where);
    Project project = ProjectReader(document, where).read();
    const json unknown = unknownIn(document, knownJson(project));
    if (!unknown.empty())
        project.unknown = unknown.dump();
    return project;
}

void writeProject(const std::string& path, const Project& project)
{
    const std::string text = projectText(project);
    writeWholeFile(path, [&](std::ostream& file) { file << text; });
}

Project readProject(const std::string& path)
{
    std::error_code problem;
    const std::uintmax_t bytes = std::filesystem::file_size(path, problem);
    if (problem)
        throw Error(ErrorCode::NotFound, concat("there is no project '", path, "'"),
                    "Choose a file that ends in .imprint");
    if (bytes > kMaxFileBytes)
        throw Error(ErrorCode::BadInput, concat("'", path, "' is too large for a project"),
                    "Choose a file that Imprint saved");
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad())
        throw Error(ErrorCode::Io, concat("the project '", path, "' cannot be read"),
                    "Check its access rights");
    return parseProject(text, path);
}

} // namespace imprint::app
