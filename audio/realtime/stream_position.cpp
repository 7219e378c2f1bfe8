#include "audio/realtime/stream_position.h"

#include <algorithm>

namespace imprint::audio {
namespace {

constexpr double kLean = 1e-3; // more than clocks differ: a slower stream is followed too

double secondsOf(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

void StreamPosition::observe(std::chrono::nanoseconds now, std::int64_t samples)
{
    const double at = secondsOf(now);
    const double begin = at - static_cast<double>(samples) / m_rate;
    if (m_begin)
        m_begin = std::min(*m_begin + kLean * (at - m_seenAt), begin);
    else
        m_begin = begin;
    m_seenAt = at;
}

double StreamPosition::at(std::chrono::nanoseconds now) const
{
    return m_begin ? (secondsOf(now) - *m_begin) * m_rate : 0;
}

} // namespace imprint::audio
