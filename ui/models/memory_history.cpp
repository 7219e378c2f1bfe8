#include "ui/models/memory_history.h"

#include <algorithm>
#include <cmath>

namespace imprint::ui {

MemoryHistory::Level::Level(double span, std::size_t capacity)
    : m_span(span)
    , m_capacity(capacity)
{
    m_points.reserve(capacity);
}

void MemoryHistory::Level::add(const MemoryPoint& sample)
{
    const double begin = std::floor(sample.seconds / m_span) * m_span;
    if (!m_points.empty() && m_points[m_newest].seconds >= begin) {
        MemoryPoint& point = m_points[m_newest];
        point.mostBytes = std::max(point.mostBytes, sample.mostBytes);
        point.leastBytes = std::min(point.leastBytes, sample.leastBytes);
        point.mostKvBytes = std::max(point.mostKvBytes, sample.mostKvBytes);
        return;
    }
    MemoryPoint point = sample;
    point.seconds = begin;
    if (m_points.size() < m_capacity) {
        m_newest = m_points.size();
        m_points.push_back(point);
        return;
    }
    m_full = true;
    m_newest = (m_newest + 1) % m_capacity;
    m_points[m_newest] = point;
}

/// age: 0 is the oldest that is still there.
const MemoryPoint& MemoryHistory::Level::at(std::size_t age) const
{
    const std::size_t oldest = m_full ? m_newest + 1 : 0;
    return m_points[(oldest + age) % m_points.size()];
}

bool MemoryHistory::Level::reachesBack(double seconds) const
{
    return !m_full || at(0).seconds <= seconds;
}

std::vector<MemoryPoint> MemoryHistory::Level::since(double seconds) const
{
    std::vector<MemoryPoint> points;
    for (std::size_t i = 0; i < m_points.size(); ++i)
        if (const MemoryPoint& point = at(i); point.seconds + m_span > seconds)
            points.push_back(point);
    return points;
}

void MemoryHistory::add(double seconds, std::int64_t bytes, std::int64_t kvBytes)
{
    if (empty())
        m_begin = seconds;
    m_end = std::max(m_begin, seconds);
    m_peak = std::max(m_peak, bytes);
    const MemoryPoint sample{
        .seconds = seconds, .mostBytes = bytes, .leastBytes = bytes, .mostKvBytes = kvBytes};
    for (Level& level : m_levels)
        level.add(sample);
}

std::vector<MemoryPoint> MemoryHistory::last(double seconds) const
{
    const double from = m_end - seconds;
    const auto level =
        std::find_if(m_levels.begin(), m_levels.end() - 1,
                     [&](const Level& candidate) { return candidate.reachesBack(from); });
    return level->since(from);
}

std::size_t MemoryHistory::bytesHeld() const
{
    std::size_t bytes = sizeof(*this);
    for (const Level& level : m_levels)
        bytes += level.bytesHeld();
    return bytes;
}

} // namespace imprint::ui
