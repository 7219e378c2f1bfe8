#pragma once

#include "engine/core/stopwatch.h"

#include <cstdint>

namespace imprint::app {

/// One line on stderr that shows how far a generation is and how long it still takes; nothing if stderr is no terminal.
class ProgressBar {
public:
    ProgressBar(std::int64_t totalFrames, int framesPerSecond);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(std::int64_t frames);

private:
    std::int64_t m_total;
    int m_framesPerSecond;
    bool m_visible;
    Stopwatch m_watch;
    double m_nextUpdateMs = 0;
};

} // namespace imprint::app
