#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>

namespace imprint::app {

/// How long the network may be waited for. FFmpeg asks again and again while it waits.
/// Thread: allow is the stream's; endBy and passed any.
class StreamDeadline {
public:
    /// What begins now may take this long.
    void allow(std::chrono::milliseconds time) { m_operation = now() + ticks(time); }

    /// Everything ends that long from now, whatever is allowed.
    void endBy(std::chrono::milliseconds time) { m_end = now() + ticks(time); }

    bool passed() const { return now() > std::min(m_operation.load(), m_end.load()); }

private:
    using Clock = std::chrono::steady_clock;
    using Ticks = Clock::rep;

    static Ticks now() { return Clock::now().time_since_epoch().count(); }
    static Ticks ticks(std::chrono::milliseconds time) { return Clock::duration(time).count(); }

    std::atomic<Ticks> m_operation = std::numeric_limits<Ticks>::max();
    std::atomic<Ticks> m_end = std::numeric_limits<Ticks>::max();
};

} // namespace imprint::app
