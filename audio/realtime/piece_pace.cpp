#include "audio/realtime/piece_pace.h"

namespace imprint::audio {

void PiecePace::wait(std::stop_token stop)
{
    const auto now = m_clock.now();
    m_due = m_due.value_or(now) + kLivePiece;
    if (now > *m_due + kLongestHurry)
        m_due = now;
    m_clock.sleepUntil(*m_due, stop);
}

} // namespace imprint::audio
