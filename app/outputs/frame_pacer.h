#pragma once

#include <chrono>
#include <optional>

namespace imprint::app {

/// When the pictures of a camera leave. They come in one by one, early and late; they leave in even intervals that follow the
/// pace of their coming, so that each is shown once; and where none comes for one and a half intervals, the last one is
/// repeated. A plain value that knows no clock: every function is told the time. Thread: its owner's.
class FramePacer {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    explicit FramePacer(Duration interval)
        : m_interval(interval)
    {
    }

    /// When a picture that came at `arrival` leaves: about `delay` later, never before it came, and at least half an
    /// interval behind the one before. Called once for each.
    Time leaveTime(Time arrival, Duration delay);

    /// When the last picture must be repeated, if none leaves before. Nothing before the first.
    std::optional<Time> repeatTime() const;

    /// The last picture was repeated, due at repeatTime().
    void repeated();

private:
    Duration m_interval;
    std::optional<Time> m_last; // when the last picture, new or repeated, was due
    bool m_repeating = false;
};

} // namespace imprint::app
