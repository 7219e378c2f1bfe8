#pragma once

#include "audio/device/capture.h"
#include "audio/device/capture_feed.h"
#include "audio/device/capture_target.h"
#include "audio/device/portaudio_library.h"

#include <memory>
#include <optional>
#include <string>

namespace imprint::audio {

/// A PortAudio input stream that runs. Destroying it waits for the device, which takes as long as a sound server that hangs.
class PortAudioCapture final : public Capture {
public:
    /// Opens and starts the target at 48 kHz if it can, with as few channels as it allows. The library's mutex is held.
    /// Throws Error(Unsupported).
    PortAudioCapture(std::shared_ptr<PortAudioLibrary> library, const CaptureTarget& target);
    ~PortAudioCapture() override;
    PortAudioCapture(const PortAudioCapture&) = delete;
    PortAudioCapture& operator=(const PortAudioCapture&) = delete;

    std::string deviceName() const override { return m_name; }
    int sampleRate() const override { return m_format.sampleRate; }
    int channels() const override { return m_format.channels; }
    std::size_t read(std::span<float> samples) noexcept override { return m_feed->read(samples); }
    std::int64_t framesDelivered() const noexcept override { return m_feed->framesDelivered(); }
    std::int64_t framesLost() const noexcept override { return m_feed->framesLost(); }
    std::int64_t gaps() const noexcept override { return m_feed->gaps(); }
    bool ended() const noexcept override { return m_feed->ended(); }

private:
    struct Format {
        int sampleRate = 48000;
        int channels = 1;
    };

    static Format chooseFormat(const CaptureTarget& target);
    static bool supports(const CaptureTarget& target, const Format& format);

    std::shared_ptr<PortAudioLibrary> m_library;
    std::string m_name;
    Format m_format;
    std::unique_ptr<CaptureFeed> m_feed; // the callback has its address
    PaStream* m_stream = nullptr;
};

} // namespace imprint::audio
