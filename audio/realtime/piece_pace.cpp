#include "audio/realtime/piece_pace.h"

namespace imprint::audio {
namespace {

constexpr std::chrono::nanoseconds kPiece = std::chrono::milliseconds(10);
constexpr std::chrono::nanoseconds kLongestHurry = std::chrono::seconds(2);

} // namespace

void PiecePace::wait(std::stop_token stop)
{
    const auto now = m_clock.now();
    m_due = m_due.value_or(now) + kPiece;
    if (now > *m_due + kLongestHurry)
        m_due = now;
    m_clock.sleepUntil(*m_due, stop);
}

} // namespace imprint::audio
