#include "engine/pipeline/wan/block_metronome.h"

#include "engine/core/clock.h"
#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {

BlockMetronome::BlockMetronome(SessionSettings& settings, const VideoRhythm& rhythm, bool live)
    : m_settings(settings)
    , m_rhythm(rhythm)
    , m_live(live)
{
    IMPRINT_ASSERT(rhythm.isSound(), rhythm.blockFrames, " frames per block");
}

void BlockMetronome::begin(const Emit& emit)
{
    if (m_live)
        emitBlock(m_rhythm.endFrame(m_block), emit);
}

void BlockMetronome::step(const AudioBlock& audio, const Emit& emit)
{
    if (audio.firstSample != m_samples)
        throw Error(ErrorCode::BadInput, concat("the sound has a gap: sample ", audio.firstSample,
                                                " came after ", m_samples));
    m_samples += static_cast<std::int64_t>(audio.samples.size());
    const std::int64_t frames = unitAt(m_samples, kEngineSampleRate, m_rhythm.framesPerSecond);
    const auto dueFrame = [&] {
        return m_live ? m_rhythm.firstFrame(m_block) : m_rhythm.endFrame(m_block);
    };
    while (frames >= dueFrame())
        emitBlock(m_rhythm.endFrame(m_block), emit);
}

void BlockMetronome::finish(const Emit& emit)
{
    const std::int64_t frames =
        firstUnitFrom(m_samples, kEngineSampleRate, m_rhythm.framesPerSecond);
    while (m_rhythm.firstFrame(m_block) < frames)
        emitBlock(std::min(frames, m_rhythm.endFrame(m_block)), emit);
}

void BlockMetronome::emitBlock(std::int64_t endFrame, const Emit& emit)
{
    auto [block, config] = m_settings.takeForNextBlock();
    IMPRINT_ASSERT(block == m_block, "block ", block, " instead of ", m_block);
    ++m_block;
    emit({.block = block,
          .videoFrames = static_cast<int>(endFrame - m_rhythm.firstFrame(block)),
          .config = std::move(config)});
}

} // namespace imprint::engine
