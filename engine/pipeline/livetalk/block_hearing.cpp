#include "engine/pipeline/livetalk/block_hearing.h"

#include "engine/core/audio_block.h"
#include "engine/models/livetalk/speech_features.h"
#include "engine/models/wav2vec2/video_frames.h"

#include <algorithm>

namespace imprint::engine {
namespace {

SpeechStreamSettings settingsOf(const Wav2Vec2Encoder& encoder, std::int64_t picturesPerSecond)
{
    SpeechStreamSettings settings;
    settings.place = ResamplePlace::BeforeEncoder;
    settings.clock = {.frames = kEngineSampleRate,
                      .pictures = encoder.config().samplesPerFrame() * picturesPerSecond};
    return settings;
}

/// Of all sound from where the window of a block began that starts with this picture.
std::int64_t heldBytes(const Wav2Vec2Encoder& encoder, const SpeechStreamSettings& settings,
                       std::int64_t firstPicture, std::int64_t heard)
{
    const std::int64_t step = encoder.config().samplesPerFrame();
    const std::int64_t firstFrame = firstPicture * settings.clock.frames / settings.clock.pictures;
    const std::int64_t dropped =
        std::max<std::int64_t>(firstFrame - settings.contextSamples / step, 0) * step;
    return (heard - dropped) * static_cast<std::int64_t>(sizeof(float));
}

} // namespace

BlockHearing::BlockHearing(const Voice& voice, std::int64_t picturesPerSecond)
    : m_voice(voice)
    , m_settings(settingsOf(voice.encoder, picturesPerSecond))
    , m_stream(voice.encoder, m_settings)
{
}

void BlockHearing::push(const std::vector<float>& samples)
{
    m_stream.push(at::tensor(samples, at::kFloat));
}

int BlockHearing::lookAheadFrames(const Voice& voice, std::int64_t picturesPerSecond)
{
    const std::int64_t perPicture = kEngineSampleRate / picturesPerSecond;
    const std::int64_t first = samplesNeeded(
        voice.encoder.config(), settingsOf(voice.encoder, picturesPerSecond), /*picture=*/0);
    return static_cast<int>((first - 1) / perPicture); // its own picture less, a begun one whole
}

std::optional<at::Tensor> BlockHearing::next(std::int64_t pictures)
{
    const std::int64_t missing = m_stream.samplesNeeded(pictures) - m_stream.heard();
    if (m_ended && missing > 0)
        m_stream.push(at::zeros({missing}));
    const std::int64_t first = m_stream.picturesSoFar();
    const std::optional<at::Tensor> states = m_stream.next(pictures);
    if (!states)
        return std::nullopt;
    m_lastFirstPicture = first;
    const at::Tensor features = stackedStates(*states);
    return m_voice.sound.spread(
        m_voice.sound.packed(first == 0 ? statesOfLatents(features) : features));
}

std::int64_t BlockHearing::stateBytes() const
{
    return m_stream.heldSamples() * static_cast<std::int64_t>(sizeof(float));
}

std::int64_t BlockHearing::predictedStateBytes() const
{
    return heldBytes(m_voice.encoder, m_settings, m_lastFirstPicture, m_stream.heard());
}

std::int64_t BlockHearing::forecastStateBytes(const Voice& voice, std::int64_t picturesPerSecond,
                                              std::int64_t samples, std::int64_t firstPicture,
                                              std::int64_t endPicture)
{
    const SpeechStreamSettings settings = settingsOf(voice.encoder, picturesPerSecond);
    const std::int64_t silenceToo = samplesNeeded(voice.encoder.config(), settings, endPicture - 1);
    return heldBytes(voice.encoder, settings, firstPicture, std::max(samples, silenceToo));
}

} // namespace imprint::engine
