#include "app/session/compared_session.h"

#include <utility>

namespace imprint::app {
namespace {

/// Pictures that wait: more than any delay asks for.
constexpr std::size_t kMostFrames = 100;

} // namespace

ComparedSession::ComparedSession(ConnectEngine connect, SessionRequest request,
                                 std::int64_t firstFrame, const FinishSettings& finish,
                                 FrameCame frameCame)
    : m_frameCame(std::move(frameCame))
    , m_engine(
          std::move(connect), std::move(request), [this](const VideoFrame& frame) { take(frame); },
          [] {}, {.notBefore = firstFrame})
    , m_finisher(m_engine.info().width, m_engine.info().height, finish)
{
    m_engine.start();
}

void ComparedSession::take(const VideoFrame& frame)
{
    auto finished = m_finisher.finish(frame);
    {
        const std::scoped_lock lock(m_mutex);
        m_frames.push_back(std::move(finished));
        if (m_frames.size() > kMostFrames)
            m_frames.pop_front();
    }
    m_frameCame(frame);
}

std::shared_ptr<const VideoFrame> ComparedSession::picture(std::int64_t index)
{
    const std::scoped_lock lock(m_mutex);
    while (m_frames.size() > 1 && m_frames[1]->index <= index)
        m_frames.pop_front();
    return m_frames.empty() || m_frames.front()->index > index ? nullptr : m_frames.front();
}

} // namespace imprint::app
