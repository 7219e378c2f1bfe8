#pragma once

#include <chrono>

namespace imprint {

/// Wall time since it was made or last restarted. For statistics only: no behaviour depends on it.
class Stopwatch {
public:
    double elapsedMs() const
    {
        return std::chrono::duration<double, std::milli>(Clock::now() - m_start).count();
    }

    /// The time so far; starts anew.
    double restartMs()
    {
        const double elapsed = elapsedMs();
        m_start = Clock::now();
        return elapsed;
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_start = Clock::now();
};

} // namespace imprint
