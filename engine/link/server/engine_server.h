#pragma once

#include "engine/link/protocol.h"
#include "engine/link/server/house.h"
#include "engine/link/tls/tls_context.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace imprint::link {

/// What a server does for whom.
struct ServerSetup {
    LoadModel load;
    std::string version; ///< of the program, for messages
};

/// Where a server is open to the network.
struct ListenSetup {
    std::string address;                    ///< "host:port"; port 0: any free one
    std::string token;                      ///< that a client must know; empty: none
    std::optional<ServerIdentity> identity; ///< nothing: no TLS
    std::chrono::milliseconds helloTime = kHelloTime;
    std::chrono::milliseconds clientSilence = kClientSilence;
};

/// Shortest token that may guard an open port.
inline constexpr std::size_t kShortestToken = 16;

/// Serves engine models to clients, on threads of its own; the caller's goes on. Whatever a client sends ends at most that
/// client's connection and its sessions. Thread: its owner's.
class EngineServer {
public:
    explicit EngineServer(ServerSetup setup);
    /// Ends all connections and sessions, and waits for them.
    ~EngineServer();
    EngineServer(const EngineServer&) = delete;
    EngineServer& operator=(const EngineServer&) = delete;

    /// Serves the peer at the other end of a connected socket, which needs no token: our parent. Takes the descriptor.
    void serve(int descriptor);

    /// Listens, and returns the address with the port that was chosen. Once at most.
    /// Throws Error(BadConfig) if it would listen beyond this machine without both TLS and a token, Error(Io) if it cannot.
    std::string listen(const ListenSetup& setup);

    /// Returns when no connection is left. Thread: any.
    void waitUntilAlone();

    /// Connections and sessions that are open now. Thread: any.
    int connections() const;

private:
    class OnLoop;

    ServerSetup m_setup;
    LinkLoop m_loop;
    std::unique_ptr<ModelShelf> m_shelf;
    std::unique_ptr<Closer> m_closer; // ends before the loop that its work posts to
    std::unique_ptr<OnLoop> m_onLoop; // made and ended on the loop
};

} // namespace imprint::link
