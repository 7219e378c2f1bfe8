#pragma once

#include <algorithm>
#include <chrono>

namespace imprint::app {

/// Waits between attempts: each twice the one before, up to the longest. A value.
class RetryDelay {
public:
    RetryDelay(std::chrono::milliseconds first, std::chrono::milliseconds longest)
        : m_first(first)
        , m_longest(longest)
        , m_next(first)
    {
    }

    /// The wait before the next attempt, which is counted.
    std::chrono::milliseconds next()
    {
        ++m_attempts;
        const std::chrono::milliseconds wait = std::min(m_next, m_longest);
        m_next = std::min(2 * wait, m_longest);
        return wait;
    }

    /// All is well again.
    void reset()
    {
        m_attempts = 0;
        m_next = m_first;
    }

    int attempts() const { return m_attempts; } ///< since the last reset

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    std::chrono::milliseconds m_next;
    int m_attempts = 0;
};

} // namespace imprint::app
