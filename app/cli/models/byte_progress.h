#pragma once

#include "engine/core/stopwatch.h"

#include <cstdint>
#include <string>

namespace imprint::app {

/// One line on stderr that shows how far a download or check is; nothing if stderr is no terminal.
class ByteProgress {
public:
    ByteProgress();
    ~ByteProgress();
    ByteProgress(const ByteProgress&) = delete;
    ByteProgress& operator=(const ByteProgress&) = delete;

    /// bytesPerSecond  0: not known; secondsLeft  below 0: not known
    void show(std::int64_t done, std::int64_t total, double bytesPerSecond, double secondsLeft);

private:
    bool m_visible;
    Stopwatch m_watch;
    double m_nextUpdateMs = 0;
};

} // namespace imprint::app
