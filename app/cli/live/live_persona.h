#pragma once

#include "app/session/live_run.h"
#include "engine/core/error.h"

#include <optional>
#include <string>

namespace imprint::app {

/// The persona that a live run is to leave behind (`--persona-out`). Thread: one.
class LivePersona {
public:
    /// wanted  name of the file; empty: none is
    explicit LivePersona(std::string wanted);

    /// Writes it as soon as there is one: when the sound is over its session is gone. Where that fails the run goes on.
    void look(LiveRun& live, const IspaFigures& ispa);

    /// File that was written; empty: none yet.
    const std::string& path() const { return m_path; }

    /// Behind the run. Throws Error: why there is none, if one was wanted.
    void requireWritten() const;

private:
    std::string m_wanted;
    std::string m_path;
    std::optional<Error> m_failure; // why it never will be
};

} // namespace imprint::app
