#include "audio/device/capture_feed.h"

#include <algorithm>

namespace imprint::audio {
namespace {

constexpr int kRingSeconds = 2;

} // namespace

CaptureFeed::CaptureFeed(int sampleRate, int channels)
    : m_channels(static_cast<std::size_t>(channels))
    , m_ring(static_cast<std::size_t>(sampleRate) * m_channels * kRingSeconds)
{
}

void CaptureFeed::write(const float* samples, std::size_t frames) noexcept
{
    // The reader only makes more room, so what fits now fits still when it is written.
    const std::size_t room = (m_ring.capacity() - m_ring.size()) / m_channels;
    const std::size_t taken = std::min(frames, room);
    m_ring.write({samples, taken * m_channels});
    m_delivered.fetch_add(static_cast<std::int64_t>(frames), std::memory_order_relaxed);
    if (taken < frames)
        m_lost.fetch_add(static_cast<std::int64_t>(frames - taken), std::memory_order_relaxed);
}

std::size_t CaptureFeed::read(std::span<float> samples) noexcept
{
    return m_ring.read(samples.first(samples.size() / m_channels * m_channels));
}

int onCapture(const void* input, void* /*output*/, unsigned long frames,
              const PaStreamCallbackTimeInfo* /*time*/, PaStreamCallbackFlags flags,
              void* feed) noexcept
{
    auto& target = *static_cast<CaptureFeed*>(feed);
    if ((flags & paInputOverflow) != 0)
        target.countGap();
    if (input != nullptr)
        target.write(static_cast<const float*>(input), frames);
    return paContinue;
}

void onCaptureEnd(void* feed) noexcept
{
    static_cast<CaptureFeed*>(feed)->end();
}

} // namespace imprint::audio
