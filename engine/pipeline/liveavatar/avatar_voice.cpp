#include "engine/pipeline/liveavatar/avatar_voice.h"

#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/models/wav2vec2/video_frames.h"

#include <utility>

namespace imprint::engine {

AvatarVoice::AvatarVoice(Ears ears, const LiveAvatarParts& network)
    : Voice(std::move(ears))
{
    const Wav2Vec2Config& config = encoder().config();
    if (config.layers + 1 != network.audioStates || config.width != network.audioWidth)
        throw Error(ErrorCode::BadConfig,
                    concat("the speech encoder has ", config.layers + 1, " states of ",
                           config.width, ", the network hears ", network.audioStates, " of ",
                           network.audioWidth));
    if (picturesPerSecond() > kStateRate)
        throw Error(ErrorCode::BadConfig,
                    concat("a video of ", picturesPerSecond(),
                           " pictures a second is faster than what is heard, ", kStateRate,
                           " states a second"),
                    "Use 25 or 16");
}

SpeechStreamSettings AvatarVoice::stream() const
{
    SpeechStreamSettings settings;
    settings.place = ResamplePlace::BehindEncoder;
    settings.clock = {.frames = kEngineSampleRate,
                      .pictures = encoder().config().samplesPerFrame() * kStateRate};
    return settings;
}

std::int64_t AvatarVoice::momentsBefore(std::int64_t picture) const
{
    return picture == 0 ? 0 : stateOfPicture(picture - 1, picturesPerSecond()) + 1;
}

at::Tensor AvatarVoice::heard(const HeardMoments& moments) const
{
    std::vector<std::int64_t> taken;
    for (std::int64_t i = 0; i < moments.pictures; ++i)
        taken.push_back(stateOfPicture(moments.firstPicture + i, picturesPerSecond()) -
                        moments.firstMoment);
    return moments.states.index_select(1, at::tensor(taken, at::kLong)).transpose(1, 2);
}

} // namespace imprint::engine
