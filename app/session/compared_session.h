#pragma once

#include "app/outputs/frame_finisher.h"
#include "app/session/live_engine.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace imprint::app {

/// The second session of a comparison: hears what the first one hears, and keeps its pictures until their moment is shown.
/// Thread: pushSound() by one, picture() by one, the others any.
class ComparedSession {
public:
    /// Told of every frame as it comes, on the engine's thread.
    using FrameCame = std::function<void(const VideoFrame& frame)>;

    /// firstFrame  of the run, with which it begins
    /// Opens the session: throws what LiveEngine throws.
    ComparedSession(ConnectEngine connect, SessionRequest request, std::int64_t firstFrame,
                    const FinishSettings& finish, FrameCame frameCame);

    ~ComparedSession() { stop(); }
    ComparedSession(const ComparedSession&) = delete;
    ComparedSession& operator=(const ComparedSession&) = delete;

    /// No frame comes any more when it returns. Idempotent.
    void stop() { m_engine.stop(); }

    void pushSound(AudioBlock block) { m_engine.pushSound(std::move(block)); }
    void finishSound() { m_engine.finishSound(); }

    /// The picture of this frame number, which must grow, or the latest before it; null before the first.
    std::shared_ptr<const VideoFrame> picture(std::int64_t index);

    const LiveEngine& engine() const { return m_engine; }

private:
    void take(const VideoFrame& frame);

    const FrameCame m_frameCame;
    std::mutex m_mutex;                                     // guards what follows
    std::deque<std::shared_ptr<const VideoFrame>> m_frames; // by index; the first is the one shown
    LiveEngine m_engine;
    FrameFinisher m_finisher; // the engine's thread
};

} // namespace imprint::app
