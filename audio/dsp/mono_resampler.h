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
    /// Whether the ratio of the rates is fixed, or moved a little while it runs.
    enum class Ratio { Fixed, Steered };

    /// Rates in Hz. Throws Error(Unsupported) if FFmpeg has no such resampler.
    MonoResampler(int inputRate, int outputRate, Ratio ratio = Ratio::Fixed);
    ~MonoResampler();
    MonoResampler(MonoResampler&&) noexcept;
    MonoResampler& operator=(MonoResampler&&) noexcept;

    /// Appends what `input` yields to `output`.
    void append(std::span<const float> input, std::vector<float>& output);

    /// Makes `ppm` millionths more samples than the rates say (fewer: negative), from the next input on and for a minute at
    /// most. Only with Ratio::Steered; within +-10000.
    void stretch(double ppm);

    /// Input samples that wait in the filter.
    std::int64_t waiting() const;

private:
    struct Free {
        void operator()(SwrContext* resampler) const;
    };

    int m_inputRate;
    int m_outputRate;
    Ratio m_ratio;
    std::unique_ptr<SwrContext, Free> m_swr;
};

} // namespace imprint::audio
