#include "app/outputs/send_rate.h"

namespace imprint::app {
namespace {

constexpr std::chrono::seconds kWindow{4};
constexpr std::chrono::milliseconds kLeast{500};

} // namespace

void SendRate::note(Time now, std::int64_t bytes)
{
    m_notes.push_back({now, bytes});
    while (m_notes.size() > 2 && now - m_notes[1].when > kWindow)
        m_notes.pop_front();
}

double SendRate::kilobitsPerSecond(Time now) const
{
    if (m_notes.size() < 2 || now - m_notes.back().when > kWindow)
        return 0;
    // Up to now, not up to the last note: a stall shows at once.
    const std::chrono::duration<double> span = now - m_notes.front().when;
    if (span < kLeast)
        return 0;
    return 8.0 * static_cast<double>(m_notes.back().bytes - m_notes.front().bytes) / 1000.0 /
           span.count();
}

} // namespace imprint::app
