#include "app/session/take.h"

#include "app/session/float_wave.h"
#include "audio/file/image_file.h"
#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

namespace imprint::app {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr char kHeader[] = "take";
constexpr char kSession[] = "session";
constexpr char kChange[] = "change";
constexpr char kBlock[] = "block";
constexpr char kSettings[] = "settings";
constexpr int kStillFirst = 1; // version in which every first block was one frame

std::string in(const std::string& folder, const char* name)
{
    return (fs::path(folder) / name).string();
}

std::string lineOf(json line)
{
    return line.dump() + "\n";
}

/// Reads take.jsonl line by line.
class ScriptReader {
public:
    ScriptReader(Take& take, const std::string& path)
        : m_take(take)
        , m_path(path)
    {
    }

    void readAll()
    {
        std::ifstream file(m_path, std::ios::binary);
        if (!file)
            throw Error(ErrorCode::NotFound, concat("'", m_path, "' cannot be opened"),
                        "Give the folder of a take, as `live --take` made it");
        std::string text;
        while (std::getline(file, text) && !file.eof()) { // eof: a line without its end
            ++m_line;
            m_where = concat(m_path, "' line '", m_line);
            read(engine::parseStrictJson(text, m_where));
        }
        if (m_take.sessions.empty())
            throw Error(ErrorCode::BadInput, concat("'", m_path, "' has no session"), kNoTake);
    }

private:
    static constexpr char kNoTake[] = "The file is damaged, or the take ended before it began";

    [[noreturn]] void refuse(const std::string& problem) const
    {
        throw Error(ErrorCode::BadInput, concat("'", m_where, "': ", problem),
                    "The file is damaged or not what its name says; get it again");
    }

    void read(const json& line)
    {
        if (!line.is_object())
            refuse("this is no line of a take");
        if (m_line == 1)
            return readHeader(line);
        if (line.contains(kSession))
            return readStart(line);
        if (line.contains(kChange))
            return readChange(line);
        readBlock(line);
    }

    /// The object under `key` of a line that has just this and, perhaps, settings.
    template <class Value>
    Value valueOf(const json& line, const char* key, std::size_t keys) const
    {
        if (line.size() != keys || !line.contains(key))
            refuse("this is no line of a take");
        Value value;
        requireAllKnown(fromJson(line.at(key), value, m_where));
        return value;
    }

    SessionConfig settingsOf(const json& line) const
    {
        SessionConfig config;
        if (!line.contains(kSettings))
            refuse("the settings are missing");
        requireAllKnown(fromJson(line.at(kSettings), config, m_where));
        return config;
    }

    void requireAllKnown(const std::vector<std::string>& unknown) const
    {
        if (!unknown.empty())
            refuse(concat("'", engine::printable(unknown.front()), "' means nothing here"));
    }

    /// The version comes first: what a newer one says besides is not known here.
    void readHeader(const json& line)
    {
        if (!line.contains(kHeader) || !line.at(kHeader).is_object() ||
            !line.at(kHeader).contains("version"))
            refuse("this is no take");
        const json& version = line.at(kHeader).at("version");
        if (version != kStillFirst && version != kTakeVersion)
            throw Error(ErrorCode::Unsupported,
                        concat("'", m_path, "' has version ", engine::printable(version.dump()),
                               " of the format, and this program knows ", kTakeVersion),
                        "Use the version of Imprint that made it");
        m_take.header = valueOf<TakeHeader>(line, kHeader, 1);
    }

    void readStart(const json& line)
    {
        json told = line;
        if (m_take.header.version == kStillFirst && told.contains(kSession) &&
            told.at(kSession).is_object())
            told.at(kSession).emplace("firstBlockFrames", 1);
        TakeSession session{.start = valueOf<TakeSessionStart>(told, kSession, 2)};
        const std::int64_t least =
            m_take.sessions.empty() ? 0 : m_take.sessions.back().start.firstFrame;
        if (session.start.firstFrame < least ||
            (m_take.sessions.empty() && session.start.firstFrame != 0))
            refuse("this session begins at the wrong place");
        session.request.config = settingsOf(line);
        session.request.size = m_take.header.size;
        m_take.sessions.push_back(std::move(session));
    }

    TakeSession& sessionOf(int number) const
    {
        if (static_cast<std::size_t>(number) >= m_take.sessions.size())
            refuse(concat("session ", number, " has not begun"));
        return m_take.sessions[static_cast<std::size_t>(number)];
    }

    void readChange(const json& line)
    {
        const auto change = valueOf<TakeChange>(line, kChange, 2);
        TakeSession& session = sessionOf(change.session);
        const std::int64_t frame = session.start.rhythm().firstFrame(change.block);
        auto& changes = session.request.changes;
        if (!changes.empty() && frame < changes.back().frame)
            refuse("this change comes too late");
        changes.push_back({.frame = frame, .config = settingsOf(line)});
    }

    void readBlock(const json& line)
    {
        const auto block = valueOf<TakeBlock>(line, kBlock, 1);
        TakeSession& session = sessionOf(block.session);
        const std::int64_t next = session.blocks.empty() ? 0 : session.blocks.back().block + 1;
        if (block.block < next || (session.blocks.empty() && block.block != 0))
            refuse("this block comes too late");
        if (session.start.rhythm().firstFrame(block.block) > framesHeard(session))
            refuse("this block has no sound");
        for (std::int64_t skipped = next; skipped < block.block; ++skipped)
            session.request.skippedBlocks.push_back(skipped);
        session.blocks.push_back(block);
    }

    std::int64_t framesHeard(const TakeSession& session) const
    {
        return m_take.soundSamples * session.start.framesPerSecond / kEngineSampleRate + 1;
    }

    Take& m_take;
    const std::string m_path;
    std::string m_where;
    int m_line = 0;
};

/// Sessions that heard nothing, since another one followed at once, have no part in the video.
void dropSilentSessions(Take& take)
{
    const auto firstSample = [](const TakeSession& session) {
        return session.start.firstFrame * kEngineSampleRate / session.start.framesPerSecond;
    };
    for (std::size_t i = take.sessions.size(); i-- > 0;) {
        const std::int64_t end =
            i + 1 < take.sessions.size() ? firstSample(take.sessions[i + 1]) : take.soundSamples;
        if (firstSample(take.sessions[i]) >= end)
            take.sessions.erase(take.sessions.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

} // namespace

std::string takeLine(const TakeHeader& header)
{
    return lineOf({{kHeader, toJson(header)}});
}

std::string takeLine(const TakeSessionStart& start, const SessionConfig& settings)
{
    return lineOf({{kSession, toJson(start)}, {kSettings, toJson(settings)}});
}

std::string takeLine(const TakeChange& change, const SessionConfig& settings)
{
    return lineOf({{kChange, toJson(change)}, {kSettings, toJson(settings)}});
}

std::string takeLine(const TakeBlock& block)
{
    return lineOf({{kBlock, toJson(block)}});
}

std::string takeScriptPath(const std::string& folder)
{
    return in(folder, "take.jsonl");
}

std::string takeSoundPath(const std::string& folder)
{
    return in(folder, "sound.wav");
}

std::string takeReferencePath(const std::string& folder)
{
    return in(folder, "reference.png");
}

std::string takePersonaPath(const std::string& folder)
{
    return in(folder, "persona");
}

Take readTake(const std::string& folder)
{
    if (!fs::is_directory(folder))
        throw Error(ErrorCode::NotFound, concat("there is no folder '", folder, "'"),
                    "Give the folder of a take, as `live --take` made it");
    Take take{.soundPath = takeSoundPath(folder)};
    take.soundSamples = samplesOfFloatWave(take.soundPath);
    ScriptReader(take, takeScriptPath(folder)).readAll();
    dropSilentSessions(take);
    if (take.sessions.empty())
        throw Error(ErrorCode::BadInput, concat("the take '", folder, "' holds no sound"),
                    "It ended before anything was heard");
    std::optional<Picture> reference;
    if (take.header.reference)
        reference = audio::readPicture(takeReferencePath(folder));
    for (TakeSession& session : take.sessions) {
        session.request.reference = reference;
        if (take.header.persona)
            session.request.persona = takePersonaPath(folder);
    }
    return take;
}

} // namespace imprint::app
