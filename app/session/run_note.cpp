#include "app/session/run_note.h"

#include "engine/core/log.h"
#include "engine/core/whole_file.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

nlohmann::json jsonOf(const RunNote& note)
{
    return {{"version", note.version},
            {"model", note.model},
            {"startedAt", note.startedAt},
            {"log", note.log},
            {"settings", toJson(note.settings)}};
}

/// Throws Error(BadInput | BadConfig).
RunNote noteIn(const std::string& path)
{
    const nlohmann::json json = engine::readStrictJson(path);
    RunNote note;
    readEntry(json, "version", note.version);
    readEntry(json, "model", note.model);
    readEntry(json, "startedAt", note.startedAt);
    readEntry(json, "log", note.log);
    const auto settings = json.find("settings");
    if (settings != json.end()) // another version may have had others
        fromJson(*settings, note.settings, path, MissingKey::KeepsDefault);
    return note;
}

std::optional<LostRun> lostRun(AutosaveLock lock)
{
    LostRun run{.lock = std::move(lock)};
    try {
        run.note = noteIn(run.lock.filePath());
    } catch (const Error& error) {
        log(LogLevel::Warning, error.oneLine());
        run.discard();
        return std::nullopt;
    }
    return run;
}

} // namespace

SessionConfig withoutWords(SessionConfig settings)
{
    settings.prompt.clear();
    return settings;
}

RunMark::RunMark(const std::string& folder, RunNote note)
    : m_lock(AutosaveLock::make(folder))
    , m_note(std::move(note))
{
    m_note.settings = withoutWords(m_note.settings);
    write();
}

RunMark::~RunMark()
{
    m_lock.removeBoth();
}

void RunMark::note(const std::string& model, const SessionConfig& settings)
{
    const std::scoped_lock lock(m_mutex);
    m_note.model = model;
    m_note.settings = withoutWords(settings);
    write();
}

void RunMark::write() const
{
    try {
        writeWholeFile(m_lock.filePath(), [&](std::ostream& out) {
            out << jsonOf(m_note).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        });
    } catch (const Error& error) {
        log(LogLevel::Warning, error.oneLine());
    }
}

std::vector<LostRun> findLostRuns(const std::string& folder)
{
    std::vector<LostRun> runs;
    for (AutosaveLock& lock : AutosaveLock::claimAll(folder))
        if (auto run = lostRun(std::move(lock)))
            runs.push_back(std::move(*run));
    std::sort(runs.begin(), runs.end(), [](const LostRun& a, const LostRun& b) {
        return a.note.startedAt > b.note.startedAt;
    });
    return runs;
}

std::string runFolder(const std::string& stateFolder)
{
    const fs::path folder = fs::path(stateFolder) / "runs";
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(ErrorCode::Io, concat("the folder '", folder.string(),
                                          "' cannot be made: ", problem.message()));
    return folder.string();
}

} // namespace imprint::app
