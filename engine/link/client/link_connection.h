#pragma once

#include "engine/link/client/child_engine.h"
#include "engine/link/client/engine_process.h"
#include "engine/link/client/frame_inbox.h"
#include "engine/link/engine.capnp.h"
#include "engine/link/link_loop.h"
#include "engine/link/tls/tls_context.h"

#include <kj/async-io.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint::link {

/// The client's end of a link: its loop, the socket, the child if there is one, and the watch over them.
/// Thread: any, except where said. The last reference must not be dropped on the loop.
class LinkConnection {
public:
    explicit LinkConnection(EngineHeartbeat heartbeat);
    /// Ends the connection and the child.
    ~LinkConnection();
    LinkConnection(const LinkConnection&) = delete;
    LinkConnection& operator=(const LinkConnection&) = delete;

    // One of these first. Throws Error(NotFound | Io | Unsupported | BadConfig).
    void startChild(const EngineProgram& program);
    void connectTo(const EngineAddress& address);
    void useSocket(int descriptor);

    std::optional<int> processId() const { return m_processId; }
    bool alive() const { return m_alive; }

    /// Makes a call on the loop and waits for its outcome. start: gives kj::Promise<Outcome<T>>.
    template <class T, class Start>
    Outcome<T> ask(Start start)
    {
        return m_loop.ask<T>(
            [this, start = std::move(start)]() mutable -> kj::Promise<Outcome<T>> {
                if (m_failure)
                    return Outcome<T>(*m_failure);
                return start();
            },
            [this](const kj::Exception& problem) { return explain(problem); });
    }

    LinkLoop& loop() { return m_loop; }

    // Thread of what follows: the loop's.

    wire::Engine::Client& engine();

    /// Gives `done`, or fails the link: a session that does not stop hangs, though the engine's link goes on.
    kj::Promise<void> whenStopped(kj::Promise<void> done);

    /// The inbox learns if the link fails.
    void watchOver(const std::shared_ptr<FrameInbox>& inbox);

private:
    struct Wires; // what Cap'n Proto needs

    using Plug = kj::Promise<kj::Own<kj::AsyncIoStream>>;

    template <class MakePlug>
    void greet(MakePlug makePlug, const std::string& token, std::chrono::milliseconds patience);
    kj::Promise<Outcome<Done>> exchangeHello(kj::Own<kj::AsyncIoStream> stream,
                                             const std::string& token);
    void hang();
    Failure unreachable(const kj::Exception& problem);
    kj::Promise<void> beat();
    Failure explain(const kj::Exception& problem);
    const Failure& fail(Failure failure);
    Failure lostFailure();

    const EngineHeartbeat m_heartbeat;
    std::string m_name = "the engine"; ///< for messages
    std::optional<int> m_processId;
    std::atomic<bool> m_alive = false;

    // The loop's.
    std::unique_ptr<ChildEngine> m_child;
    std::unique_ptr<TlsClient> m_tls;
    std::unique_ptr<Wires> m_wires;
    std::optional<Failure> m_failure;
    std::vector<std::weak_ptr<FrameInbox>> m_inboxes;
    int m_unanswered = 0;

    LinkLoop m_loop; // ends first
};

} // namespace imprint::link
