#pragma once

#include "audio/device/capture.h"
#include "audio/dsp/mono_resampler.h"

#include <memory>
#include <optional>
#include <vector>

namespace imprint::audio {

/// An open capture, heard as mono sound at kLiveSampleRate. A capture of that rate is passed on to the bit.
/// Thread: its owner's.
class CaptureReader {
public:
    explicit CaptureReader(std::unique_ptr<Capture> capture);

    /// Appends the oldest sound that has arrived to `sound`, at most 20 ms. Returns false if there was none.
    bool read(std::vector<float>& sound);

    /// Seconds of sound that wait to be read.
    double waitingSeconds() const;

    /// Seconds of sound since the last sample that was not exactly zero; since the beginning if there was none.
    double silentSeconds() const;

    /// A sample was not zero.
    bool heardSomething() const { return m_heardSomething; }

    const Capture& capture() const { return *m_capture; }
    std::unique_ptr<Capture> release() { return std::move(m_capture); }

private:
    void hear(std::span<const float> frame);

    std::unique_ptr<Capture> m_capture;
    std::optional<MonoResampler> m_resampler; // none: the rate is right
    std::vector<float> m_frames;              // as they come
    std::vector<float> m_mono;
    std::int64_t m_framesRead = 0;
    std::int64_t m_silentFrames = 0;
    bool m_heardSomething = false;
};

} // namespace imprint::audio
