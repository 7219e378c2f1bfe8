#include "app/gui/sound_input.h"

#include "audio/device/microphone_source.h"
#include "audio/device/portaudio_devices.h"
#include "audio/realtime/file_source.h"
#include "audio/realtime/silent_source.h"
#include "engine/core/error.h"

#include <utility>

namespace imprint::app {

SoundInput::SoundInput(const std::string& microphone)
    : m_devices(std::make_shared<audio::PortAudioDevices>())
    , m_chosen(this->microphone(microphone))
{
}

OpenSource SoundInput::microphone(const std::string& name)
{
    return [this, name] {
        return std::make_unique<audio::MicrophoneSource>(m_devices, name, m_clock);
    };
}

OpenSource SoundInput::file(const std::string& path,
                            std::shared_ptr<audio::FileTransport> transport)
{
    return [this, path, transport = std::move(transport)] {
        return std::make_unique<audio::FileSource>(path, transport, m_clock);
    };
}

OpenSource SoundInput::silence()
{
    return [this] { return std::make_unique<audio::SilentSource>(m_clock); };
}

std::unique_ptr<audio::LiveSource> SoundInput::choose(OpenSource source)
{
    auto opened = source();
    m_chosen = std::move(source);
    return opened;
}

std::unique_ptr<audio::LiveSource> SoundInput::open(const std::function<void(const Error&)>& tell)
{
    try {
        return m_chosen();
    } catch (const Error& error) {
        tell(error);
        return silence()();
    }
}

} // namespace imprint::app
