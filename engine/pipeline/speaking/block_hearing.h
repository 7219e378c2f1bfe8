#pragma once

#include "engine/core/video_rhythm.h"
#include "engine/models/wav2vec2/speech_stream.h"
#include "engine/pipeline/speaking/voice.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// What each block of a speaking person hears, out of sound that comes piece by piece: 8 s before it, its own pictures, and
/// 0.2 s behind them, which is how much later than its sound a block can be made. Thread: the feature stage's.
/// Source: specs/avatars.md A3, B6 and C.
class BlockHearing {
public:
    /// voice must outlive it.
    explicit BlockHearing(const Voice& voice);

    /// Samples that follow the ones before, mono, 16 kHz.
    void push(const std::vector<float>& samples);

    /// The sound has ended; silence follows for as long as a block asks for it.
    void end() { m_ended = true; }

    /// Pictures of sound that a block waits for beyond its own, at most.
    static int lookAheadFrames(const Voice& voice, const VideoRhythm& rhythm);

    /// What the next block of so many pictures hears, as Voice::heard gives it, or nothing before enough was heard.
    std::optional<at::Tensor> next(std::int64_t pictures);

    /// Bytes of the sound that is kept.
    std::int64_t stateBytes() const;

    /// The same by formula: all sound from where the latest block's window began.
    std::int64_t predictedStateBytes() const;

    /// After a whole sound of so many samples, whose last block has these pictures.
    static std::int64_t forecastStateBytes(const Voice& voice, std::int64_t samples,
                                           std::int64_t firstPicture, std::int64_t endPicture);

private:
    const Voice& m_voice;
    SpeechStream m_stream;
    std::int64_t m_pictures = 0;     // of all blocks so far
    std::int64_t m_firstPicture = 0; // of the latest block
    bool m_ended = false;
};

} // namespace imprint::engine
