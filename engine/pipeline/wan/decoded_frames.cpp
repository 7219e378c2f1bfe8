#include "engine/pipeline/wan/decoded_frames.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {

void DecodedFrames::add(const at::Tensor& frames, std::int64_t latents)
{
    if (m_count == 0)
        return;
    {
        const std::scoped_lock lock(m_mutex);
        const bool olderToo = m_frames.defined() && frames.size(0) < m_count;
        const at::Tensor all = olderToo ? at::cat({m_frames, frames}) : frames;
        const std::int64_t kept = std::min(m_count, all.size(0));
        m_frames = all.narrow(0, all.size(0) - kept, kept).clone();
        m_latents += latents;
    }
    m_added.notify_all();
}

at::Tensor DecodedFrames::oldestBehind(std::int64_t latents, std::stop_token stop)
{
    IMPRINT_ASSERT(m_count > 0, "no frames are kept");
    std::unique_lock lock(m_mutex);
    if (!m_added.wait(lock, std::move(stop), [&] { return m_latents >= latents; }))
        return {};
    return m_frames.narrow(0, 0, 1);
}

std::int64_t DecodedFrames::bytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_frames.defined() ? static_cast<std::int64_t>(m_frames.nbytes()) : 0;
}

} // namespace imprint::engine
