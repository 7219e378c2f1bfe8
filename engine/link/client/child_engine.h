#pragma once

#include "engine/link/client/engine_process.h"

#include <sys/types.h>

#include <chrono>
#include <string>

namespace imprint::link {

/// The engine's process. Thread: one, which must live as long as the process should: the kernel counts the thread that made a
/// child as its parent.
class ChildEngine {
public:
    /// Throws Error(NotFound | Io).
    explicit ChildEngine(const EngineProgram& program);
    /// Waits a little for its end, and then kills it.
    ~ChildEngine();
    ChildEngine(const ChildEngine&) = delete;
    ChildEngine& operator=(const ChildEngine&) = delete;

    /// Our end of the socket, whose owner is now the caller.
    int takeSocket();

    pid_t pid() const { return m_pid; }

    /// Waits for the end, kills it if that takes too long, and says how it ended: "ended (signal 9)".
    std::string end(std::chrono::milliseconds patience);

private:
    int m_socket = -1;
    pid_t m_pid = -1;
    int m_watch = -1;     // pidfd
    std::string m_ending; // empty: not reaped yet
};

} // namespace imprint::link
