#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace imprint::app {

/// Bit rate over the last seconds, from a growing count of bytes. Thread: its owner's.
class SendRate {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// bytes  sent until now, all together
    void note(Time now, std::int64_t bytes);

    /// 0 where nothing was noted for long, or not yet for half a second.
    double kilobitsPerSecond(Time now) const;

private:
    struct Note {
        Time when;
        std::int64_t bytes;
    };

    std::deque<Note> m_notes; // of the last seconds, the oldest first
};

} // namespace imprint::app
