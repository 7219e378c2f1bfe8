#pragma once

#include "engine/models/wav2vec2/speech_stream.h"
#include "engine/pipeline/livetalk/voice.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// What each block of a speaking person hears, out of sound that comes piece by piece: 8 s before it, its own pictures, and
/// 0.2 s behind them, which is how much later than its sound a block can be made. Thread: the feature stage's.
/// Source: specs/avatars.md A3 and C.
class BlockHearing {
public:
    /// voice must outlive it. picturesPerSecond: of the video.
    BlockHearing(const Voice& voice, std::int64_t picturesPerSecond);

    /// Samples that follow the ones before, mono, 16 kHz.
    void push(const std::vector<float>& samples);

    /// The sound has ended; silence follows for as long as a block asks for it.
    void end() { m_ended = true; }

    /// Pictures of sound that a block waits for beyond its own.
    static int lookAheadFrames(const Voice& voice, std::int64_t picturesPerSecond);

    /// What the next block hears [K, F, dim], as SoundPath::spread gives it, or nothing before enough was heard.
    /// pictures: 4·F of a block, 4·F - 3 of the first one.
    std::optional<at::Tensor> next(std::int64_t pictures);

    /// Bytes of the sound that is kept.
    std::int64_t stateBytes() const;

    /// The same by formula: all sound from where the latest block's window began.
    std::int64_t predictedStateBytes() const;

    /// After a whole sound of so many samples, whose last block has these pictures.
    static std::int64_t forecastStateBytes(const Voice& voice, std::int64_t picturesPerSecond,
                                           std::int64_t samples, std::int64_t firstPicture,
                                           std::int64_t endPicture);

private:
    const Voice& m_voice;
    SpeechStreamSettings m_settings;
    SpeechStream m_stream;
    std::int64_t m_lastFirstPicture = 0; // of the latest block
    bool m_ended = false;
};

} // namespace imprint::engine
