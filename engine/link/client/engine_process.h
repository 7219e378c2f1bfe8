#pragma once

#include "engine/core/engine_model.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint {

namespace link {
class LinkConnection;
}

/// The program that computes, started as a child of this one.
struct EngineProgram {
    std::string
        path; ///< empty: the environment variable IMPRINT_ENGINE, else imprint-engine beside this program
    std::vector<std::string> arguments; ///< besides the socket's
};

/// An engine that listens on another machine (or this one): `imprint-engine --listen`.
struct EngineAddress {
    std::string address; ///< "host:port"
    std::string token;   ///< what the file holds that the engine was started with
    std::string
        fingerprint; ///< of its certificate, as it prints it when it starts; empty: see below
    std::string
        authorityFile; ///< PEM file of who signed its certificate; empty: the system's authorities. On this machine's
                       ///< own loopback neither means a connection without TLS
};

/// How an engine that hangs is found: it must answer one ping per beat, and hangs when it left `missed` of them unanswered.
/// The default finds it within 2 s. Beats are counted, not time: an app that was itself stopped for a while blames nobody.
struct EngineHeartbeat {
    std::chrono::milliseconds beat{250};
    int missed = 6;
    std::chrono::milliseconds stopping{
        20'000}; ///< a session that has not stopped by then hangs too, in its computing
};

/// An engine in a process of its own: a child of this one, or on another machine. Its models open sessions that behave as
/// those in this process do, except that they can lose their engine: every call that waits then ends at once with Error(Io),
/// as do all further ones; only pushAudio, which gives false, and stop do not throw. Models and sessions keep the connection; a child
/// ends with the last of them, and when this process ends, however that happens. Thread: any.
class EngineProcess {
public:
    /// Starts a child. Throws Error(NotFound | Io | Unsupported).
    static EngineProcess start(const EngineProgram& program = {}, EngineHeartbeat heartbeat = {});

    /// Throws Error(BadConfig | BadInput | NotFound | Io | Unsupported); BadInput: a token that is refused.
    static EngineProcess connect(const EngineAddress& address, EngineHeartbeat heartbeat = {});

    /// Serves a connected socket whose other end is an engine's. Takes the descriptor. For tests.
    static EngineProcess over(int descriptor, EngineHeartbeat heartbeat = {});

    /// Loads a model by name or folder, as the engine's machine knows it, onto a device of it. Waits until it is loaded.
    /// Throws Error(NotFound | BadInput | BadConfig | Unsupported | Io).
    std::shared_ptr<const EngineModel> load(const std::string& model,
                                            const std::string& device = "cpu") const;

    /// Of the child; nothing for another machine's.
    std::optional<int> processId() const;

    /// Whether it still answers; if not, why is in the Error of every call.
    bool alive() const;

private:
    explicit EngineProcess(std::shared_ptr<link::LinkConnection> connection);

    std::shared_ptr<link::LinkConnection> m_connection;
};

} // namespace imprint
