#pragma once

#include "audio/device/capture.h"
#include "audio/device/portaudio_library.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace imprint::audio {

/// Microphones through PortAudio: ALSA, JACK, OSS; PulseAudio and PipeWire through ALSA. One that listens per process: a second only lists.
class PortAudioDevices final : public CaptureDevices {
public:
    PortAudioDevices();
    ~PortAudioDevices() override;

    std::vector<InputDevice> list() override;

    /// The same, after every open capture was closed, for which it waits that long: then the list is what the machine has now.
    std::vector<InputDevice> listWhenUnused(std::chrono::milliseconds patience);

    std::unique_ptr<Capture> open(const std::string& name) override;

private:
    std::shared_ptr<PortAudioLibrary> m_library; // shared with the captures, which it outlives
};

} // namespace imprint::audio
