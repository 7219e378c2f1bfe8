#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct SwrContext;

namespace imprint::audio {

/// Resamples one channel of sound piece by piece. Linear phase, its delay taken off: output sample n belongs to the time
/// n / outputRate of the input's first sample, so that only as much input as the filter reaches ahead is kept waiting.
/// Thread: its owner's.
class MonoResampler {
public:
    /// Rates in Hz. Throws Error(Unsupported) if FFmpeg has no such resampler.
    MonoResampler(int inputRate, int outputRate);
    ~MonoResampler();
    MonoResampler(MonoResampler&&) noexcept;
    MonoResampler& operator=(MonoResampler&&) noexcept;

    /// Appends what `input` yields to `output`.
    void append(std::span<const float> input, std::vector<float>& output);

    /// Input samples that wait in the filter.
    std::int64_t waiting() const;

private:
    struct Free {
        void operator()(SwrContext* resampler) const;
    };

    int m_inputRate;
    std::unique_ptr<SwrContext, Free> m_swr;
};

} // namespace imprint::audio
