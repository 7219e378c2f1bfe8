#pragma once

#include "audio/realtime/file_transport.h"
#include "audio/realtime/live_clock.h"
#include "audio/realtime/live_source.h"

#include <functional>
#include <memory>
#include <string>

namespace imprint {
class Error;
}
namespace imprint::audio {
class PortAudioDevices;
}

namespace imprint::app {

/// Opens a source of sound. Throws Error.
using OpenSource = std::function<std::unique_ptr<audio::LiveSource>()>;

/// Where the sound of a studio comes from: a microphone, a file, or nothing. What was chosen last is opened again for each run.
/// Outlives the sources that were opened. Thread: choose() and open() by one that may wait for devices and files; the others any.
class SoundInput {
public:
    /// microphone  that is chosen at first; empty: the default one
    explicit SoundInput(const std::string& microphone);

    const std::shared_ptr<audio::PortAudioDevices>& devices() const { return m_devices; }
    audio::LiveClock& clock() { return m_clock; }

    /// Empty: the default one.
    OpenSource microphone(const std::string& name);
    /// Played as its transport says.
    OpenSource file(const std::string& path, std::shared_ptr<audio::FileTransport> transport);
    OpenSource silence();

    /// Opens it now, and for the runs to come. Throws what opening it throws: then the choice of before counts on.
    std::unique_ptr<audio::LiveSource> choose(OpenSource source);

    /// What was chosen last. What cannot be opened any more, as a file that is gone, is told, and silence takes its place.
    std::unique_ptr<audio::LiveSource> open(const std::function<void(const Error&)>& tell);

private:
    std::shared_ptr<audio::PortAudioDevices> m_devices;
    audio::SteadyClock m_clock;
    OpenSource m_chosen;
};

} // namespace imprint::app
