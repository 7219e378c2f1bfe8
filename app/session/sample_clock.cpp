#include "app/session/sample_clock.h"

#include <algorithm>

namespace imprint::app {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds kWindow{10};
/// Seconds per second. Devices are off by less than 200 ppm; the rest is for a start whose first pieces came late.
constexpr double kGreatestSlope = 0.002;
/// What was recorded before anybody listened comes in one burst: the line is found at once, before anything is paced by it.
constexpr Seconds kSettling{0.5};

SteadyTime later(SteadyTime time, double seconds)
{
    return time + std::chrono::duration_cast<SteadyTime::duration>(Seconds(seconds));
}

} // namespace

SteadyTime SampleClock::nominal(std::int64_t sample) const
{
    return later(m_start, static_cast<double>(sample) / m_rate);
}

void SampleClock::observe(std::int64_t samples, SteadyTime now)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_observed) {
        m_observed = true;
        m_start = later(now, -static_cast<double>(samples) / m_rate);
        m_first = now;
        m_moved = now;
    }
    const double offset = Seconds(now - nominal(samples)).count();
    while (!m_arrivals.empty() && m_arrivals.back().offset >= offset)
        m_arrivals.pop_back();
    m_arrivals.push_back({now, offset});
    while (now - m_arrivals.front().at > kWindow)
        m_arrivals.pop_front();

    const bool settling = now - m_first < kSettling;
    const double step = kGreatestSlope * Seconds(now - m_moved).count();
    const double change = m_arrivals.front().offset - m_offset;
    m_moved = now;
    m_offset += settling ? change : std::clamp(change, -step, step);
}

SteadyTime SampleClock::timeOf(std::int64_t sample) const
{
    const std::scoped_lock lock(m_mutex);
    return m_observed ? later(nominal(sample), m_offset) : SteadyTime{};
}

} // namespace imprint::app
