#include "audio/realtime/live_pace.h"

#include "audio/realtime/live_clock.h"

#include <algorithm>

namespace imprint::audio {
namespace {

using namespace std::chrono_literals;

// The plan is pulled forward by early pieces, and leans back by more than a clock is ever slow.
constexpr LivePace::Nanoseconds kLean = kLivePiece / 1000;
constexpr LivePace::Nanoseconds kSlack = 30ms; // bursts of a healthy device
constexpr LivePace::Nanoseconds kMostLate =
    80ms; // of a healthy device; what is later was lost by it
constexpr LivePace::Nanoseconds kDebtExpires = 2s; // what comes later is not late, but new
constexpr LivePace::Nanoseconds kMostBacklog = 2s; // as much as the ring of a device holds

} // namespace

void LivePace::start(Nanoseconds now)
{
    m_started = true;
    m_due = now + kLivePiece;
}

void LivePace::delivered(Nanoseconds now, Rest rest)
{
    if (m_debt > 0ns && now - m_filledAt > kDebtExpires)
        m_debt = 0ns;
    m_due += kLivePiece + kLean;
    if (m_debt == 0ns)
        m_due = std::min(m_due, now + kLivePiece);
    if (rest == Rest::Empty) // else it is late because nobody fetched it
        m_due = std::max(m_due, now - kMostLate);
}

void LivePace::filled(Nanoseconds now)
{
    m_due += kLivePiece;
    m_debt += kLivePiece;
    m_filledAt = now;
}

LivePace::Nanoseconds LivePace::giveUpBacklog(Nanoseconds now)
{
    const Nanoseconds lost = std::max(0ns, now - m_due - kMostBacklog);
    m_due += lost;
    return lost;
}

LivePace::Nanoseconds LivePace::surplus(Nanoseconds now, Nanoseconds available) const
{
    if (m_debt == 0ns || now - m_filledAt > kDebtExpires)
        return 0ns;
    const Nanoseconds early = m_due + available - kLivePiece - now - kSlack;
    return std::clamp(early, 0ns, m_debt);
}

} // namespace imprint::audio
