#pragma once

#include "engine/models/livetalk/sound_path.h"
#include "engine/pipeline/speaking/voice.h"

#include <utility>

namespace imprint::engine {

/// How LiveTalk hears: every picture has a moment of its own, for the encoder runs at the rate of the pictures.
/// Source: specs/avatars.md A3.
class LiveTalkVoice final : public Voice {
public:
    LiveTalkVoice(Ears ears, SoundPath sound)
        : Voice(std::move(ears))
        , m_sound(std::move(sound))
    {
    }

    SpeechStreamSettings stream() const override;
    std::int64_t momentsBefore(std::int64_t picture) const override { return picture; }

    /// [K, F, dim], as SoundPath::spread gives it. A block has 4·F pictures, the first one 4·F - 3.
    at::Tensor heard(const HeardMoments& moments) const override;

private:
    SoundPath m_sound;
};

} // namespace imprint::engine
