#pragma once

#include "engine/core/video_frame.h"
#include "engine/link/failure.h"
#include "engine/link/link_loop.h"

#include <kj/async.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace imprint::link {

/// Where the frames of a session arrive: filled on the loop, emptied by the session's reader. When it is full the engine is
/// kept waiting. The last reference must be dropped on the loop.
class FrameInbox : public std::enable_shared_from_this<FrameInbox> {
public:
    static constexpr std::size_t kFrames = 8;

    explicit FrameInbox(LinkLoop& loop)
        : m_loop(loop)
    {
    }

    /// The promise is kept when there is room for another. Thread: the loop's.
    kj::Promise<void> put(std::shared_ptr<const VideoFrame> frame);

    /// No more frames will come; those inside stay. Thread: any.
    void end();

    /// The session has failed: the reader learns it at once. Thread: any.
    void fail(const Failure& failure);

    /// The user wants no more frames: what is inside is dropped, and whatever still comes. Thread: any.
    void stop();

    /// As EngineSession::nextFrame.
    std::shared_ptr<const VideoFrame> next();

    /// Whether the session goes on. Thread: any.
    bool open() const;

private:
    bool full() const { return !m_stopped && m_frames.size() >= kFrames; }
    void makeRoom();

    LinkLoop& m_loop;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::shared_ptr<const VideoFrame>> m_frames;
    bool m_ended = false;
    bool m_stopped = false;
    std::optional<Failure> m_failure;

    kj::Own<kj::PromiseFulfiller<void>> m_room; // the loop's; null: nobody waits for room
};

} // namespace imprint::link
