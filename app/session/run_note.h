#pragma once

#include "app/session/autosave_lock.h"
#include "engine/core/fields.h"
#include "engine/core/session_config.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace imprint::app {

/// What is to be known of a run of a program if it ends as it should not.
struct RunNote {
    std::string version; ///< of the program
    std::string model;
    std::int64_t startedAt = 0; ///< seconds since 1970
    std::string log;            ///< file of its log; empty: none
    SessionConfig settings;     ///< without the prompt, whose words may be private
};

/// Settings without the prompt, whose words may be private.
SessionConfig withoutWords(SessionConfig settings);

/// Marks this run as one that goes on: a file that is gone when the program ends as it should. A program that dies leaves it.
/// Thread: any.
class RunMark {
public:
    /// folder  of the marks of all programs of this user. Throws Error(Io).
    RunMark(const std::string& folder, RunNote note);
    /// The run ended as it should.
    ~RunMark();
    RunMark(const RunMark&) = delete;
    RunMark& operator=(const RunMark&) = delete;

    /// A mark that cannot be written is logged: then a report knows less.
    void note(const std::string& model, const SessionConfig& settings);

private:
    void write() const;

    std::mutex m_mutex; // guards what follows
    AutosaveLock m_lock;
    RunNote m_note;
};

/// A run that did not end as it should. It is this program's to tell now, until it is discarded or the object ends.
struct LostRun {
    AutosaveLock lock;
    RunNote note;

    void discard() { lock.removeBoth(); }
};

/// The latest first. What runs, and what another program has found, is left out; a mark that cannot be read is discarded.
std::vector<LostRun> findLostRuns(const std::string& folder);

/// Where they are: a folder of the state directory, which is made. Throws Error(Io).
std::string runFolder(const std::string& stateFolder);

} // namespace imprint::app
