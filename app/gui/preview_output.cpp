#include "app/gui/preview_output.h"

#include <utility>

namespace imprint::app {

void PreviewOutput::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    m_moments.fetch_add(1, std::memory_order_relaxed);
    m_latest.put(std::move(moment));
}

LiveOutputStats PreviewOutput::stats() const
{
    LiveOutputStats stats;
    stats.moments = m_moments.load(std::memory_order_relaxed);
    stats.dropped = m_latest.replaced();
    return stats;
}

} // namespace imprint::app
