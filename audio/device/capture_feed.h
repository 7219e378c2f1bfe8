#pragma once

#include "engine/core/spsc_ring.h"

#include <portaudio.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace imprint::audio {

/// What an audio callback writes: a ring of two seconds and counters.
/// Thread: write() from the callback (realtime-safe: no allocation, no lock, no waiting); read() from one other; counters from any.
class CaptureFeed {
public:
    CaptureFeed(int sampleRate, int channels);

    /// Copies `frames` frames of interleaved samples as far as whole frames fit; counts all, and those that did not.
    void write(const float* samples, std::size_t frames) noexcept;

    /// See Capture::read.
    std::size_t read(std::span<float> samples) noexcept;

    /// The sound system says that something was lost before what comes now, not how much.
    void countGap() noexcept { m_gaps.fetch_add(1, std::memory_order_relaxed); }
    void end() noexcept { m_ended.store(true, std::memory_order_release); }

    std::int64_t framesDelivered() const noexcept { return m_delivered.load(); }
    std::int64_t framesLost() const noexcept { return m_lost.load(); }
    std::int64_t gaps() const noexcept { return m_gaps.load(); }
    bool ended() const noexcept { return m_ended.load(std::memory_order_acquire); }

private:
    std::size_t m_channels;
    SpscRing<float> m_ring;
    std::atomic<std::int64_t> m_delivered = 0;
    std::atomic<std::int64_t> m_lost = 0;
    std::atomic<std::int64_t> m_gaps = 0;
    std::atomic<bool> m_ended = false;
};

/// PortAudio's stream callback; `feed` is a CaptureFeed. Any number of frames. Realtime-safe.
int onCapture(const void* input, void* output, unsigned long frames,
              const PaStreamCallbackTimeInfo* time, PaStreamCallbackFlags flags,
              void* feed) noexcept;

/// PortAudio's stream-finished callback. Realtime-safe.
void onCaptureEnd(void* feed) noexcept;

} // namespace imprint::audio
