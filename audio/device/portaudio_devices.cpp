#include "audio/device/portaudio_devices.h"

#include "audio/device/capture_target.h"
#include "audio/device/portaudio_capture.h"

namespace imprint::audio {

PortAudioDevices::PortAudioDevices()
    : m_library(std::make_shared<PortAudioLibrary>())
{
}

PortAudioDevices::~PortAudioDevices() = default;

std::vector<InputDevice> PortAudioDevices::list()
{
    const std::scoped_lock lock(m_library->mutex());
    m_library->refresh();
    return listInputDevices();
}

std::vector<InputDevice> PortAudioDevices::listWhenUnused(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_library->mutex());
    m_library->waitUntilUnused(lock, patience); // an old list is better than none
    m_library->refresh();
    return listInputDevices();
}

std::unique_ptr<Capture> PortAudioDevices::open(const std::string& name)
{
    const std::scoped_lock lock(m_library->mutex());
    m_library->refresh();
    return std::make_unique<PortAudioCapture>(m_library, findTarget(name));
}

} // namespace imprint::audio
