#include "app/session/sound_track.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace imprint::app {

SoundTrack::SoundTrack(const std::string& path, double seconds, int sampleRate, int channels)
    : m_left(seconds > 0 ? std::llround(seconds * sampleRate)
                         : std::numeric_limits<std::int64_t>::max())
    , m_channels(channels)
{
    if (!path.empty())
        m_reader.emplace(path, sampleRate, channels);
}

std::vector<float> SoundTrack::read(std::int64_t frames)
{
    const std::int64_t wanted = std::min(frames, m_left);
    std::vector<float> samples;
    if (m_reader)
        samples = m_reader->read(static_cast<std::size_t>(wanted));
    else
        samples.resize(static_cast<std::size_t>(wanted * m_channels), 0.0F);
    m_left -= static_cast<std::int64_t>(samples.size()) / m_channels;
    return samples;
}

} // namespace imprint::app
