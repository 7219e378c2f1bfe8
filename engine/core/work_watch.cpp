#include "engine/core/work_watch.h"

#include "engine/core/error.h"

#include <time.h>

#include <algorithm>

namespace imprint {
namespace {

double millisecondsOf(clockid_t clock)
{
    timespec time{};
    IMPRINT_ASSERT(::clock_gettime(clock, &time) == 0);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

void WorkWatch::restart()
{
    m_wallMs = millisecondsOf(CLOCK_MONOTONIC);
    m_processorMs = millisecondsOf(CLOCK_THREAD_CPUTIME_ID);
}

WorkTime WorkWatch::elapsed() const
{
    const double processorMs = millisecondsOf(CLOCK_THREAD_CPUTIME_ID) - m_processorMs;
    const double wallMs = millisecondsOf(CLOCK_MONOTONIC) - m_wallMs; // read last: never the lesser
    return {.ms = wallMs, .waitMs = std::max(0.0, wallMs - processorMs)};
}

} // namespace imprint
