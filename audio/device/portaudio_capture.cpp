#include "audio/device/portaudio_capture.h"

#include "audio/realtime/live_source.h"
#include "engine/core/error.h"

#include <pa_linux_alsa.h>

#include <algorithm>

namespace imprint::audio {
namespace {

constexpr double kSuggestedLatencySeconds =
    0.02; // the least at which a loaded machine loses nothing

/// PortAudio's parameters, and what they point to.
struct Parameters {
    Parameters(const CaptureTarget& target, int channels)
    {
        stream.device = target.device;
        stream.channelCount = channels;
        stream.sampleFormat = paFloat32;
        stream.suggestedLatency = kSuggestedLatencySeconds;
        if (!target.alsaName.empty()) {
            PaAlsa_InitializeStreamInfo(&alsa);
            alsa.deviceString = target.alsaName.c_str();
            stream.device = paUseHostApiSpecificDeviceSpecification;
            stream.hostApiSpecificStreamInfo = &alsa;
        }
    }
    Parameters(const Parameters&) = delete;
    Parameters& operator=(const Parameters&) = delete;

    PaStreamParameters stream{};
    PaAlsaStreamInfo alsa{};
};

} // namespace

bool PortAudioCapture::supports(const CaptureTarget& target, const Format& format)
{
    const Parameters parameters(target, format.channels);
    return Pa_IsFormatSupported(&parameters.stream, nullptr, format.sampleRate) ==
           paFormatIsSupported;
}

/// The first one that the device accepts; if it accepts none opening says why.
PortAudioCapture::Format PortAudioCapture::chooseFormat(const CaptureTarget& target)
{
    for (const int rate : {kLiveSampleRate, target.defaultRate})
        for (const int channels : {1, 2, target.mostChannels})
            if (channels <= target.mostChannels && supports(target, {rate, channels}))
                return {rate, channels};
    return {};
}

PortAudioCapture::PortAudioCapture(std::shared_ptr<PortAudioLibrary> library,
                                   const CaptureTarget& target)
    : m_library(std::move(library))
    , m_name(target.name)
    , m_format(chooseFormat(target))
    , m_feed(std::make_unique<CaptureFeed>(m_format.sampleRate, m_format.channels))
{
    const std::string what = concat("the microphone '", m_name, "' cannot be opened");
    const std::string hint = "Check that no other program holds it, and the sound settings";
    const Parameters parameters(target, m_format.channels);
    paCheck(Pa_OpenStream(&m_stream, &parameters.stream, nullptr, m_format.sampleRate,
                          paFramesPerBufferUnspecified, paNoFlag, &onCapture, m_feed.get()),
            what, hint);
    try {
        paCheck(Pa_SetStreamFinishedCallback(m_stream, &onCaptureEnd), what, hint);
        paCheck(Pa_StartStream(m_stream), what, hint);
    } catch (const Error&) {
        Pa_CloseStream(m_stream);
        throw;
    }
    m_library->streamOpened();
}

PortAudioCapture::~PortAudioCapture()
{
    const std::scoped_lock lock(m_library->mutex());
    // A stream that has lost its device cannot be ended better than this; its errors change nothing.
    Pa_AbortStream(m_stream);
    Pa_CloseStream(m_stream);
    m_library->streamClosed();
}

} // namespace imprint::audio
