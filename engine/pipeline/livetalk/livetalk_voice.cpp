#include "engine/pipeline/livetalk/livetalk_voice.h"

#include "engine/core/audio_block.h"
#include "engine/models/livetalk/speech_features.h"
#include "engine/models/wav2vec2/video_frames.h"

namespace imprint::engine {

SpeechStreamSettings LiveTalkVoice::stream() const
{
    SpeechStreamSettings settings;
    settings.place = ResamplePlace::BeforeEncoder;
    settings.clock = {.frames = kEngineSampleRate,
                      .pictures = encoder().config().samplesPerFrame() * picturesPerSecond()};
    return settings;
}

at::Tensor LiveTalkVoice::heard(const HeardMoments& moments) const
{
    const at::Tensor features = stackedStates(moments.states);
    return m_sound.spread(
        m_sound.packed(moments.firstPicture == 0 ? statesOfLatents(features) : features));
}

} // namespace imprint::engine
