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
        , sampleRate(rate)
    {
    }

    SoundDecoder decoder;
    SoundResampler resampler;
    int sampleRate;
};

AudioFileReader::AudioFileReader(const std::string& path, int sampleRate, int channels)
    : m_channels(static_cast<std::size_t>(channels))
    , m_pipe(std::make_unique<Pipe>(path, sampleRate, channels))
{
    start(path);
}

AudioFileReader::~AudioFileReader() = default;

void AudioFileReader::start(const std::string& path)
{
    const AVFrame* first = m_pipe->decoder.next();
    if (first == nullptr)
        throw Error(ErrorCode::BadInput,
                    concat("nothing of the sound in '", path, "' can be decoded"),
                    "the file is damaged or holds no sound; choose another");
    const double offset = std::min(m_pipe->decoder.startOffsetSeconds(*first), kLatestStartSeconds);
    m_silentSamples =
        static_cast<std::size_t>(std::lround(offset * m_pipe->sampleRate)) * m_channels;
    m_pipe->resampler.append(*first, m_ready);
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
