#include "engine/link/client/frame_inbox.h"

#include <utility>

namespace imprint::link {

kj::Promise<void> FrameInbox::put(std::shared_ptr<const VideoFrame> frame)
{
    const std::scoped_lock lock(m_mutex);
    if (m_stopped || m_failure)
        return kj::READY_NOW;
    m_frames.push_back(std::move(frame));
    m_changed.notify_all();
    if (!full())
        return kj::READY_NOW;
    auto room = kj::newPromiseAndFulfiller<void>();
    m_room = kj::mv(room.fulfiller);
    return kj::mv(room.promise);
}

void FrameInbox::end()
{
    const std::scoped_lock lock(m_mutex);
    m_ended = true;
    m_changed.notify_all();
}

void FrameInbox::fail(const Failure& failure)
{
    const std::scoped_lock lock(m_mutex);
    if (m_failure || m_stopped || m_ended)
        return;
    m_failure = failure;
    m_frames.clear();
    m_changed.notify_all();
}

void FrameInbox::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
        m_frames.clear();
        m_changed.notify_all();
    }
    makeRoom();
}

std::shared_ptr<const VideoFrame> FrameInbox::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_ended || m_stopped || m_failure || !m_frames.empty(); });
    if (m_failure)
        raise(*m_failure);
    if (m_frames.empty())
        return nullptr;
    const bool wasFull = full();
    auto frame = std::move(m_frames.front());
    m_frames.pop_front();
    lock.unlock();
    if (wasFull)
        makeRoom();
    return frame;
}

bool FrameInbox::open() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_ended && !m_stopped && !m_failure;
}

void FrameInbox::makeRoom()
{
    m_loop.post([self = shared_from_this()] {
        const std::scoped_lock lock(self->m_mutex);
        if (self->m_room.get() == nullptr || self->full())
            return;
        auto room = kj::mv(self->m_room);
        room->fulfill();
    });
}

} // namespace imprint::link
