#pragma once

#include "engine/core/log.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace imprint {

/// One line of the log.
struct LogLine {
    std::int64_t number = 0; ///< 1 for the first line of the process
    std::chrono::system_clock::time_point when;
    LogLevel level = LogLevel::Info;
    std::string text;
};

/// The latest lines of the log in bounded memory, for whoever shows them. Thread: any, but never a real-time callback.
class LogTail {
public:
    static constexpr std::size_t kLongestLine =
        4096; ///< bytes; the rest of a longer one is cut off

    /// capacity  lines that are kept
    explicit LogTail(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    void add(LogLevel level, std::string_view text, std::chrono::system_clock::time_point when);

    /// What came behind line `number` and is still here, oldest first. A reader asks again and again with the last number that it
    /// got, 0 at first; a hole in the numbers is what it was too slow for.
    std::vector<LogLine> after(std::int64_t number) const;

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    std::int64_t m_count = 0;
};

} // namespace imprint
