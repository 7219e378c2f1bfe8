#include "audio/device/capture_reader.h"

#include "audio/realtime/live_source.h"

#include <algorithm>

namespace imprint::audio {
namespace {

constexpr int kReadsPerSecond = 50;

float mean(std::span<const float> frame)
{
    float sum = 0;
    for (const float sample : frame)
        sum += sample;
    return sum / static_cast<float>(frame.size());
}

} // namespace

CaptureReader::CaptureReader(std::unique_ptr<Capture> capture)
    : m_capture(std::move(capture))
    , m_frames(static_cast<std::size_t>(m_capture->sampleRate() / kReadsPerSecond *
                                        m_capture->channels()))
{
    if (m_capture->sampleRate() != kLiveSampleRate)
        m_resampler.emplace(m_capture->sampleRate(), kLiveSampleRate);
}

bool CaptureReader::read(std::vector<float>& sound)
{
    const auto channels = static_cast<std::size_t>(m_capture->channels());
    const std::size_t count = m_capture->read(m_frames);
    m_mono.clear();
    for (std::size_t i = 0; i < count; i += channels)
        hear(std::span(m_frames).subspan(i, channels));
    m_framesRead += static_cast<std::int64_t>(count / channels);
    if (m_resampler)
        m_resampler->append(m_mono, sound);
    else
        sound.insert(sound.end(), m_mono.begin(), m_mono.end());
    return count > 0;
}

double CaptureReader::waitingSeconds() const
{
    const std::int64_t kept = m_capture->framesDelivered() - m_capture->framesLost();
    return static_cast<double>(kept - m_framesRead) / m_capture->sampleRate();
}

void CaptureReader::hear(std::span<const float> frame)
{
    const bool silent = std::all_of(frame.begin(), frame.end(), [](float x) { return x == 0; });
    m_silentFrames = silent ? m_silentFrames + 1 : 0;
    m_heardSomething = m_heardSomething || !silent;
    m_mono.push_back(mean(frame));
}

double CaptureReader::silentSeconds() const
{
    return static_cast<double>(m_silentFrames) / m_capture->sampleRate();
}

} // namespace imprint::audio
