#include "audio/realtime/drift_meter.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

constexpr std::size_t kLongestSeconds = 120;
constexpr double kShortestSeconds = 10;

} // namespace

DriftMeter::DriftMeter(int sampleRate)
    : m_sampleRate(sampleRate)
{
    IMPRINT_ASSERT(sampleRate > 0, "rate ", sampleRate);
}

void DriftMeter::observe(std::chrono::nanoseconds now, std::int64_t samples)
{
    if (!m_begin) {
        m_begin = now;
        m_firstSample = samples;
        m_lastSample = samples;
        m_currentEnd = 1;
    }
    if (samples == m_lastSample)
        return; // nothing new has arrived, which says nothing
    m_lastSample = samples;
    const double at = std::chrono::duration<double>(now - *m_begin).count();
    if (at >= m_currentEnd)
        endSecond();
    m_currentEnd = std::max(m_currentEnd, std::floor(at) + 1);
    const double late = at - static_cast<double>(samples - m_firstSample) / m_sampleRate;
    if (!m_current || late < m_current->late)
        m_current = {at, late};
}

void DriftMeter::endSecond()
{
    if (!m_current)
        return;
    m_seconds.push_back(*m_current);
    m_current.reset();
    if (m_seconds.size() > kLongestSeconds)
        m_seconds.erase(m_seconds.begin());
    if (m_seconds.back().atSeconds - m_seconds.front().atSeconds < kShortestSeconds)
        return;
    std::vector<double> slopes;
    for (std::size_t i = 0; i < m_seconds.size(); ++i)
        for (std::size_t j = i + 1; j < m_seconds.size(); ++j)
            if (const double apart = m_seconds[j].atSeconds - m_seconds[i].atSeconds;
                apart >= kShortestSeconds / 2)
                slopes.push_back((m_seconds[j].late - m_seconds[i].late) / apart);
    const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
    std::nth_element(slopes.begin(), middle, slopes.end());
    m_ppm = -*middle * 1e6; // a faster device is later and later by less than none
}

} // namespace imprint::audio
