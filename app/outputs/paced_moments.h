#pragma once

#include "app/outputs/frame_pacer.h"
#include "app/outputs/live_output.h"
#include "engine/core/bounded_queue.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace imprint::app {

enum class Shown { First, Again };

/// The thread of a virtual camera: a queue of 4 moments that loses the oldest, and the rhythm in which they leave.
class PacedMoments {
public:
    /// Delivers one moment, for the first time or again. Thread: that of this object. Must not throw.
    using Show = std::function<void(const std::shared_ptr<const LiveMoment>&, Shown)>;

    PacedMoments(int framesPerSecond, Show show);

    /// Shows what is queued, then ends.
    ~PacedMoments();

    void push(std::shared_ptr<const LiveMoment> moment) noexcept;

    /// Pictures leave so much later than kDeviceDelay: sound is then earlier by as much. Throws Error(BadConfig) outside
    /// 0 to longestExtraDelay(). Thread: any.
    void setExtraDelay(std::chrono::milliseconds delay);

    /// What the queue has room for: three intervals less kDeviceDelay.
    std::chrono::milliseconds longestExtraDelay() const { return m_longestExtraDelay; }

    /// Shows what is queued and ends the thread. Idempotent.
    void finish();

    int queueDepth() const { return static_cast<int>(m_queue.size()); }
    std::int64_t dropped() const { return m_queue.dropped(); }

private:
    struct Arrived {
        std::shared_ptr<const LiveMoment> moment;
        FramePacer::Time time;
    };

    void run(std::stop_token stop);

    const std::chrono::milliseconds m_longestExtraDelay;
    FramePacer m_pacer; // the thread's
    Show m_show;
    BoundedQueue<Arrived> m_queue;
    std::atomic<std::chrono::milliseconds> m_extraDelay{std::chrono::milliseconds(0)};
    std::jthread m_thread;
};

} // namespace imprint::app
