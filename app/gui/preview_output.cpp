#include "app/gui/preview_output.h"

#include <utility>

namespace imprint::app {

void PreviewOutput::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    m_moments.fetch_add(1, std::memory_order_relaxed);
    m_latest.put(std::move(moment));
    if (m_tell && !m_told.exchange(true))
        m_tell();
}

std::optional<std::shared_ptr<const LiveMoment>> PreviewOutput::take()
{
    m_told = false; // before it is taken: what comes in between is told once more
    return m_latest.take();
}

LiveOutputStats PreviewOutput::stats() const
{
    LiveOutputStats stats;
    stats.moments = m_moments.load(std::memory_order_relaxed);
    stats.dropped = m_latest.replaced();
    return stats;
}

} // namespace imprint::app
