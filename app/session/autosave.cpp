#include "app/session/autosave.h"

#include "engine/core/whole_file.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <utility>

namespace imprint::app {

namespace fs = std::filesystem;

namespace {

std::int64_t systemSeconds()
{
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// One line with the note, and the project as its own file has it.
void writeAutosave(const std::string& path, const AutosaveNote& note, const Project& project)
{
    const std::string head =
        toJson(note).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const std::string text = projectText(project);
    writeWholeFile(path, [&](std::ostream& file) { file << head << '\n' << text; });
}

void readAutosave(const std::string& path, LeftAutosave& left)
{
    std::ifstream file(path, std::ios::binary);
    std::string head;
    if (!std::getline(file, head))
        throw Error(ErrorCode::BadInput, concat("'", path, "' is empty or cannot be read"));
    fromJson(engine::parseStrictJson(head, path), left.note, path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    left.project = parseProject(text, path);
}

} // namespace

Autosave::Autosave(Settings settings)
    : m_settings(std::move(settings))
    , m_lock(AutosaveLock::make(m_settings.folder))
    , m_thread([this](std::stop_token stop) { run(stop); })
{
}

Autosave::~Autosave()
{
    m_thread.request_stop();
    m_thread.join();
    conclude();
}

void Autosave::changed(Project project, std::string projectPath)
{
    const std::int64_t now = m_settings.now ? m_settings.now() : systemSeconds();
    const std::scoped_lock lock(m_mutex);
    m_waiting = Work{.project = std::move(project),
                     .note = {.projectPath = std::move(projectPath), .savedAt = now}};
    m_changed.notify_all();
}

void Autosave::saved()
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.reset();
    m_remove = true;
    m_changed.notify_all();
}

void Autosave::run(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [&] { return m_waiting || m_remove; }) &&
           !stop.stop_requested()) {
        if (m_remove) {
            m_remove = false;
            m_written.reset();
            std::error_code ignored; // it was never written
            fs::remove(m_lock.filePath(), ignored);
            continue;
        }
        // From the first change on, so that even what never stops changing is written; woken when all was saved meanwhile.
        m_changed.wait_for(lock, stop, m_settings.delay, [&] { return m_remove; });
        if (stop.stop_requested() || m_remove || !m_waiting)
            continue;
        const Work work = *std::exchange(m_waiting, std::nullopt);
        lock.unlock();
        write(work);
        lock.lock();
    }
}

void Autosave::write(const Work& work)
{
    try {
        writeAutosave(m_lock.filePath(), work.note, work.project);
        m_written = work;
        if (m_settings.written)
            m_settings.written();
    } catch (const Error& problem) {
        if (m_settings.failed)
            m_settings.failed(problem);
    }
}

/// The thread has ended.
void Autosave::conclude()
{
    if (m_remove)
        m_written.reset();
    std::optional<Work> last = m_waiting ? std::move(m_waiting) : std::move(m_written);
    if (!last) {
        m_lock.removeBoth();
        return;
    }
    last->note.ended = true;
    write(*last);
}

std::vector<LeftAutosave> findLeftAutosaves(const std::string& folder)
{
    std::vector<LeftAutosave> found;
    for (AutosaveLock& lock : AutosaveLock::claimAll(folder)) {
        LeftAutosave left{.lock = std::move(lock), .note = {}, .project = {}, .trouble = {}};
        std::error_code ignored; // then it has nothing
        if (!fs::exists(left.lock.filePath(), ignored)) {
            left.discard();
            continue;
        }
        try {
            readAutosave(left.lock.filePath(), left);
        } catch (const Error& problem) {
            left.trouble = problem.what();
        }
        found.push_back(std::move(left));
    }
    std::sort(found.begin(), found.end(), [](const LeftAutosave& a, const LeftAutosave& b) {
        return a.note.savedAt > b.note.savedAt;
    });
    return found;
}

} // namespace imprint::app
