#include "app/session/voice_line.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::app {

VoiceLine::VoiceLine(std::int64_t capacity)
    : m_ring(static_cast<std::size_t>(capacity))
{
    IMPRINT_ASSERT(capacity > 0);
}

void VoiceLine::append(const std::vector<float>& samples)
{
    const std::scoped_lock lock(m_mutex);
    const auto capacity = static_cast<std::int64_t>(m_ring.size());
    for (const float sample : samples)
        m_ring[static_cast<std::size_t>(m_end++ % capacity)] = sample;
}

std::vector<float> VoiceLine::read(std::int64_t first, std::int64_t count)
{
    const std::scoped_lock lock(m_mutex);
    const auto capacity = static_cast<std::int64_t>(m_ring.size());
    std::vector<float> samples(static_cast<std::size_t>(count), 0.0F);
    const std::int64_t from = std::max(first, std::max<std::int64_t>(0, m_end - capacity));
    const std::int64_t to = std::min(first + count, m_end);
    for (std::int64_t i = from; i < to; ++i)
        samples[static_cast<std::size_t>(i - first)] =
            m_ring[static_cast<std::size_t>(i % capacity)];
    const std::int64_t beyond = m_finished ? std::max<std::int64_t>(0, first + count - m_end) : 0;
    m_missing += count - std::min(beyond, count) - std::max<std::int64_t>(0, to - from);
    return samples;
}

void VoiceLine::finish()
{
    const std::scoped_lock lock(m_mutex);
    m_finished = true;
}

std::int64_t VoiceLine::end() const
{
    const std::scoped_lock lock(m_mutex);
    return m_end;
}

std::int64_t VoiceLine::missing() const
{
    const std::scoped_lock lock(m_mutex);
    return m_missing;
}

} // namespace imprint::app
