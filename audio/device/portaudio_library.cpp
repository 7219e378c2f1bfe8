#include "audio/device/portaudio_library.h"

#include "audio/device/library_noise.h"
#include "engine/core/error.h"

namespace imprint::audio {

int paCheck(int result, const std::string& what, const std::string& hint)
{
    if (result >= 0)
        return result;
    std::string words = Pa_GetErrorText(result);
    if (result == paUnanticipatedHostError)
        if (const PaHostErrorInfo* host = Pa_GetLastHostErrorInfo(); host->errorText != nullptr)
            words = host->errorText;
    throw Error(ErrorCode::Unsupported, concat(what, ": ", words), hint);
}

PortAudioLibrary::~PortAudioLibrary()
{
    if (m_initialised)
        Pa_Terminate();
}

void PortAudioLibrary::streamClosed()
{
    if (--m_openStreams == 0)
        m_unused.notify_all();
}

bool PortAudioLibrary::waitUntilUnused(std::unique_lock<std::mutex>& lock,
                                       std::chrono::milliseconds patience)
{
    return m_unused.wait_for(lock, patience, [this] { return m_openStreams == 0; });
}

void PortAudioLibrary::refresh()
{
    if (m_openStreams > 0)
        return;
    quietSoundLibraries();
    // A second Pa_Initialize would only be counted.
    if (m_initialised)
        Pa_Terminate();
    m_initialised = false;
    paCheck(Pa_Initialize(), "the sound system cannot be opened",
            "Check the sound settings of this machine");
    m_initialised = true;
}

} // namespace imprint::audio
