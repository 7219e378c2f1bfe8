#pragma once

#include "tests/support/temporary_folder.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace imprint::test {

/// A program that runs beside the test with its output in a file. Killed with the object, and by the kernel should the thread
/// that started it die before.
class Companion {
public:
    /// Throws std::runtime_error if it cannot be started.
    Companion(std::vector<std::string> words, const std::vector<std::string>& environment,
              const std::string& logFile);
    ~Companion() { kill(); }
    Companion(Companion&& other) noexcept;
    Companion& operator=(Companion&& other) noexcept;

    /// SIGKILL, and waits until it is gone. Idempotent.
    void kill();
    void send(int signal);

private:
    pid_t m_pid = -1;
};

/// A PipeWire of the test's own: D-Bus session, pipewire, wireplumber and pipewire-pulse in a temporary folder, talking
/// through sockets in it; no sound card, screen, system bus or running user session is needed or touched.
///
///     if (PipeWireServer::skipped()) return;   // prints "[skipped] ..." where a program is missing
///     PipeWireServer server;                   // ready: its node list answers, readers will be linked
///     PipeWireCamera camera(library, settings, {.server = server.socket()});
///     ChildProcess reader({"gst-launch-1.0", ...}, server.environment());
///
/// All ends with the object, and with the thread that made it. Thread: its owner's.
class PipeWireServer {
public:
    /// Returns when it is ready. Throws std::runtime_error, with the programs' last words, after a minute.
    PipeWireServer();

    /// Prints why, and returns true, where a program is not installed.
    static bool skipped(const std::vector<std::string>& alsoNeeded = {});

    /// For our own connections.
    std::string socket() const { return m_folder / "rt/pipewire-0"; }

    /// For programs: where they find this server (PipeWire and PulseAudio protocols), and nothing of the user's.
    const std::vector<std::string>& environment() const { return m_environment; }

    /// pipewire dies as in a crash; wireplumber and pipewire-pulse go with it.
    void killDaemon();

    /// Starts them again in the same place, and waits until they are ready.
    void restartDaemon();

    /// Waits until a node of that name is in the graph. Throws std::runtime_error after a minute.
    void waitForNode(const std::string& name) const;

    const TemporaryFolder& folder() const { return m_folder; }

private:
    void startDaemon();
    void waitUntilReady() const;
    std::string lastWords() const;

    TemporaryFolder m_folder;
    std::vector<std::string> m_environment;
    std::optional<Companion> m_bus;
    std::optional<Companion> m_pipewire;
    std::optional<Companion> m_wireplumber;
    std::optional<Companion> m_pulse;
};

} // namespace imprint::test
