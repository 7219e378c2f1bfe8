#include "audio/file/audio_file_reader.h"

#include "audio/file/sound_decoder.h"
#include "audio/file/sound_resampler.h"

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

// A start further off than this is a broken time stamp, not a late sound.
constexpr double kLatestStartSeconds = 24 * 3600;

} // namespace

struct AudioFileReader::Pipe {
    Pipe(const std::string& path, int rate, int channels)
        : decoder(path)
        , resampler(rate, channels)
    {
    }

    SoundDecoder decoder;
    SoundResampler resampler;
    double startSeconds = 0; // of the sound on the file's timeline
};

AudioFileReader::AudioFileReader(const std::string& path, int sampleRate, int channels)
    : m_path(path)
    , m_sampleRate(sampleRate)
    , m_channels(static_cast<std::size_t>(channels))
{
    start();
}

AudioFileReader::~AudioFileReader() = default;

void AudioFileReader::start()
{
    m_pipe = std::make_unique<Pipe>(m_path, m_sampleRate, static_cast<int>(m_channels));
    const AVFrame* first = m_pipe->decoder.next();
    if (first == nullptr)
        throw Error(ErrorCode::BadInput,
                    concat("nothing of the sound in '", m_path, "' can be decoded"),
                    "The file is damaged or holds no sound; choose another");
    m_pipe->startSeconds =
        std::min(m_pipe->decoder.startOffsetSeconds(*first), kLatestStartSeconds);
    m_silentSamples = samplesIn(m_pipe->startSeconds);
    m_pipe->resampler.append(*first, m_ready);
}

std::size_t AudioFileReader::samplesIn(double seconds) const
{
    return static_cast<std::size_t>(std::lround(std::max(0.0, seconds) * m_sampleRate)) *
           m_channels;
}

void AudioFileReader::seek(double seconds)
{
    m_ready.clear();
    m_silentSamples = 0;
    const double length = m_pipe->decoder.durationSeconds().value_or(seconds);
    m_ended = seconds > m_pipe->startSeconds + length;
    if (m_ended)
        return;
    if (!m_pipe->decoder.seek(seconds - m_pipe->startSeconds)) {
        start();
        drop(samplesIn(seconds));
        return;
    }
    m_pipe->resampler.reset();
    const AVFrame* frame = m_pipe->decoder.next();
    m_ended = frame == nullptr;
    if (m_ended)
        return;
    const double at = m_pipe->startSeconds + m_pipe->decoder.secondsBehindFirst(*frame);
    m_silentSamples = samplesIn(at - seconds);
    m_pipe->resampler.append(*frame, m_ready);
    drop(samplesIn(seconds - at));
}

void AudioFileReader::drop(std::size_t samples)
{
    constexpr std::size_t kAtOnce = 65536;
    while (samples > 0) {
        const std::size_t dropped = read(std::min(samples, kAtOnce) / m_channels).size();
        if (dropped == 0)
            return;
        samples -= dropped;
    }
}

bool AudioFileReader::fill()
{
    if (m_ended)
        return false;
    const AVFrame* frame = m_pipe->decoder.next();
    if (frame != nullptr) {
        m_pipe->resampler.append(*frame, m_ready);
    } else {
        m_pipe->resampler.flush(m_ready);
        m_ended = true;
    }
    return true;
}

std::vector<float> AudioFileReader::read(std::size_t frames)
{
    const std::size_t wanted = frames * m_channels;
    const std::size_t silence = std::min(wanted, m_silentSamples);
    m_silentSamples -= silence;
    while (m_ready.size() < wanted - silence && fill()) {
    }
    const std::size_t taken = std::min(wanted - silence, m_ready.size());
    std::vector<float> samples(silence, 0.0F);
    const auto end = m_ready.begin() + static_cast<std::ptrdiff_t>(taken);
    samples.insert(samples.end(), m_ready.begin(), end);
    m_ready.erase(m_ready.begin(), end);
    return samples;
}

std::optional<double> AudioFileReader::durationSeconds() const
{
    return m_pipe->decoder.durationSeconds();
}

const std::string& AudioFileReader::warning() const
{
    return m_pipe->decoder.warning();
}

} // namespace imprint::audio
