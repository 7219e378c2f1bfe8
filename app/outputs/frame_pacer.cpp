#include "app/outputs/frame_pacer.h"

#include <algorithm>

namespace imprint::app {
namespace {

// How much of the difference between the even rhythm and the wanted time one picture makes good: small enough to smooth
// the pushes of a busy machine, quick enough to follow a clock that is 1 % off.
constexpr int kShareOfError = 8;

} // namespace

FramePacer::Time FramePacer::leaveTime(Time arrival, Duration delay)
{
    const Time wanted = arrival + delay;
    Time leave = wanted;
    if (m_last) {
        const Time even = *m_last + m_interval;
        leave = even + (wanted - even) / kShareOfError;
        leave = std::clamp(leave, arrival, wanted + delay);
        leave = std::max(leave, *m_last + m_interval / 2);
    }
    m_last = leave;
    m_repeating = false;
    return leave;
}

std::optional<FramePacer::Time> FramePacer::repeatTime() const
{
    if (!m_last)
        return std::nullopt;
    return *m_last + (m_repeating ? m_interval : m_interval * 3 / 2);
}

void FramePacer::repeated()
{
    m_last = repeatTime();
    m_repeating = true;
}

} // namespace imprint::app
