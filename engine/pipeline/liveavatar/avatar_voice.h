#pragma once

#include "engine/models/liveavatar/liveavatar_config.h"
#include "engine/pipeline/speaking/voice.h"

namespace imprint::engine {

/// How LiveAvatar hears: hidden states get a rate of their own behind the encoder, and each picture takes the nearest.
/// Source: specs/avatars.md B6.
class AvatarVoice final : public Voice {
public:
    /// Throws Error(BadConfig) for an encoder whose states are not what the network takes, or pictures that come faster than
    /// the states.
    AvatarVoice(Ears ears, const LiveAvatarParts& network);

    SpeechStreamSettings stream() const override;
    std::int64_t momentsBefore(std::int64_t picture) const override;

    /// Features [states, width, pictures], as AvatarRollout::next takes them.
    at::Tensor heard(const HeardMoments& moments) const override;
};

} // namespace imprint::engine
