#include "engine/pipeline/speaking/block_hearing.h"

#include "engine/core/audio_block.h"

#include <algorithm>

namespace imprint::engine {
namespace {

/// Of all sound from where the window of a block began that starts with this picture.
std::int64_t heldBytes(const Voice& voice, std::int64_t firstPicture, std::int64_t heard)
{
    const SpeechStreamSettings settings = voice.stream();
    const std::int64_t step = voice.encoder().config().samplesPerFrame();
    const std::int64_t firstFrame =
        voice.momentsBefore(firstPicture) * settings.clock.frames / settings.clock.pictures;
    const std::int64_t dropped =
        std::max<std::int64_t>(firstFrame - settings.contextSamples / step, 0) * step;
    return (heard - dropped) * static_cast<std::int64_t>(sizeof(float));
}

/// Samples that all pictures before this one wait for.
std::int64_t samplesBefore(const Voice& voice, std::int64_t endPicture)
{
    return samplesNeeded(voice.encoder().config(), voice.stream(),
                         voice.momentsBefore(endPicture) - 1);
}

} // namespace

BlockHearing::BlockHearing(const Voice& voice)
    : m_voice(voice)
    , m_stream(voice.encoder(), voice.stream())
{
}

void BlockHearing::push(const std::vector<float>& samples)
{
    m_stream.push(at::tensor(samples, at::kFloat));
}

int BlockHearing::lookAheadFrames(const Voice& voice, const VideoRhythm& rhythm)
{
    const std::int64_t perPicture = kEngineSampleRate / rhythm.framesPerSecond;
    std::int64_t most = 0;
    for (int block = 0; block < rhythm.framesPerSecond; ++block) { // then moments repeat
        const std::int64_t end = rhythm.endFrame(block);
        const std::int64_t waits = (samplesBefore(voice, end) + perPicture - 1) / perPicture;
        most = std::max(most, waits - end);
    }
    return static_cast<int>(most);
}

std::optional<at::Tensor> BlockHearing::next(std::int64_t pictures)
{
    const std::int64_t first = m_stream.picturesSoFar();
    const std::int64_t count = m_voice.momentsBefore(m_pictures + pictures) - first;
    const std::int64_t missing = m_stream.samplesNeeded(count) - m_stream.heard();
    if (m_ended && missing > 0)
        m_stream.push(at::zeros({missing}));
    const std::optional<at::Tensor> states = m_stream.next(count);
    if (!states)
        return std::nullopt;
    m_firstPicture = m_pictures;
    m_pictures += pictures;
    return m_voice.heard({.states = *states,
                          .firstMoment = first,
                          .firstPicture = m_firstPicture,
                          .pictures = pictures});
}

std::int64_t BlockHearing::stateBytes() const
{
    return m_stream.heldSamples() * static_cast<std::int64_t>(sizeof(float));
}

std::int64_t BlockHearing::predictedStateBytes() const
{
    return heldBytes(m_voice, m_firstPicture, m_stream.heard());
}

std::int64_t BlockHearing::forecastStateBytes(const Voice& voice, std::int64_t samples,
                                              std::int64_t firstPicture, std::int64_t endPicture)
{
    const std::int64_t silenceToo = samplesBefore(voice, endPicture);
    return heldBytes(voice, firstPicture, std::max(samples, silenceToo));
}

} // namespace imprint::engine
