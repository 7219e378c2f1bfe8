#include "audio/realtime/engine_feed.h"

#include "audio/realtime/live_source.h"

namespace imprint::audio {

EngineFeed::EngineFeed()
    : m_resampler(kLiveSampleRate, kEngineSampleRate)
{
}

AudioBlock EngineFeed::take(std::span<const float> piece)
{
    AudioBlock block{.firstSample = m_next, .samples = {}};
    if (m_next == 0)
        block.samples.resize(kLate, 0.0F); // what the filter still keeps of the first pieces
    m_resampler.append(piece, block.samples);
    m_next += static_cast<std::int64_t>(block.samples.size());
    return block;
}

} // namespace imprint::audio
