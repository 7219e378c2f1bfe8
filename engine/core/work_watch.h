#pragma once

namespace imprint {

/// Time of a piece of work.
struct WorkTime {
    double ms = 0; ///< by the clock on the wall
    double waitMs =
        0; ///< of these: its thread stood still, without a processor, or waiting for a lock or the disk

    friend WorkTime operator+(const WorkTime& a, const WorkTime& b)
    {
        return {.ms = a.ms + b.ms, .waitMs = a.waitMs + b.waitMs};
    }
    friend bool operator==(const WorkTime&, const WorkTime&) = default;
};

/// Times work of the thread that makes it, which alone may use it, and tells a slow thread from one that was kept waiting. For
/// statistics only: no behaviour depends on it.
class WorkWatch {
public:
    WorkWatch() { restart(); }

    void restart();

    /// Since it was made or last restarted.
    WorkTime elapsed() const;

private:
    double m_wallMs = 0;      // of the steady clock
    double m_processorMs = 0; // of the thread's
};

} // namespace imprint
