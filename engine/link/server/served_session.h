#pragma once

#include "engine/core/engine_session.h"
#include "engine/link/engine.capnp.h"
#include "engine/link/link_loop.h"
#include "engine/link/server/worker.h"

#include <kj/async.h>

#include <memory>
#include <string>
#include <thread>

namespace imprint::link {

/// A session that runs for a client: its frames are pushed as they come, as fast as the client takes them. Threads of its own:
/// one reads frames, one hands sound over, one does what takes time. Never waits on the loop.
class ServedSession {
public:
    /// Thread: the loop's.
    ServedSession(LinkLoop& loop, std::shared_ptr<EngineSession> session,
                  wire::FrameReceiver::Client receiver);
    /// Waits for the session's threads. Thread: any but the loop's, after hangUp().
    ~ServedSession();

    // Thread of what follows: the loop's.

    const SessionInfo& info() const { return m_session->info(); }
    EngineSession& session() { return *m_session; }

    /// Sound goes its own way, in order: while it waits for room, calls of the client go on.
    Worker& sound() { return m_sound; }
    Worker& calls() { return m_calls; }

    /// The client has gone: no frame is sent any more.
    void hangUp();

private:
    /// What belongs to the loop, and the reader only points to.
    struct Outlet {
        kj::Maybe<wire::FrameReceiver::Client> receiver;
        kj::Canceler sending;
    };

    void readFrames();
    bool send(const std::shared_ptr<const VideoFrame>& frame);
    void sendEnd(const Outcome<Done>& end);

    LinkLoop& m_loop;
    std::shared_ptr<EngineSession> m_session;
    std::shared_ptr<Outlet> m_outlet;
    Worker m_sound;
    Worker m_calls;
    std::thread m_reader;
};

} // namespace imprint::link
