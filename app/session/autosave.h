#pragma once

#include "app/session/autosave_lock.h"
#include "app/session/project.h"
#include "engine/core/error.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

/// What is known of unsaved work besides the work.
struct AutosaveNote {
    std::string projectPath;  ///< file that it belongs to; empty: never saved
    std::int64_t savedAt = 0; ///< seconds since 1970
    bool ended =
        false; ///< its program ended as it should: the work waits for the next one. Else it crashed
};

template <class Config, class Visitor>
requires ConfigOf<Config, AutosaveNote>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"projectPath", "File that the work belongs to"}, c.projectPath);
    visit(Field{"savedAt", "Time of the last change"}, c.savedAt,
          Range<std::int64_t>{0, 1'000'000'000'000});
    visit(Field{"ended", "Whether the program ended as it should"}, c.ended);
}

/// Keeps the unsaved work of this program in a file of its own, on a thread of its own. Thread: any.
class Autosave {
public:
    using Clock = std::function<std::int64_t()>; ///< seconds since 1970

    struct Settings {
        std::string folder; ///< of all programs of this user
        std::chrono::milliseconds delay{
            1000};      ///< changes that follow each other sooner are written once
        Clock now = {}; ///< empty: the system's
        std::function<void()> written = {}; ///< called on its thread; may be empty
        std::function<void(const Error&)> failed =
            {}; ///< called on its thread; the next change is tried again
    };

    /// Throws Error(Io) if nothing can be kept in the folder.
    explicit Autosave(Settings settings);
    /// Writes what waits, and notes that the program ended as it should.
    ~Autosave();
    Autosave(const Autosave&) = delete;
    Autosave& operator=(const Autosave&) = delete;

    /// Is on the disk after `delay` and the time of writing. Never waits for the disk.
    /// projectPath  file that it belongs to; empty: none yet
    void changed(Project project, std::string projectPath);

    /// All is in the project's file now: nothing is left to be recovered.
    void saved();

private:
    struct Work {
        Project project;
        AutosaveNote note;
    };

    void run(std::stop_token stop);
    void write(const Work& work);
    void conclude();

    const Settings m_settings;
    AutosaveLock m_lock;

    std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_changed;
    std::optional<Work> m_waiting; // to be written
    bool m_remove = false;         // what is written is of no use any more

    std::optional<Work> m_written; // of the thread; and of the destructor behind its end
    std::jthread m_thread;
};

/// Work that a program left behind. It is this program's now, until it is discarded or the object ends. Thread: its owner's.
struct LeftAutosave {
    AutosaveLock lock;
    AutosaveNote note;
    std::optional<Project> project; ///< nothing: it cannot be read
    std::string trouble;            ///< why not

    void discard() { lock.removeBoth(); }
};

/// What dead programs left in the folder, the latest first; what runs keeps its own. Leaves out what another program has found.
std::vector<LeftAutosave> findLeftAutosaves(const std::string& folder);

} // namespace imprint::app
