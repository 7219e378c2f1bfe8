#pragma once

#include "audio/dsp/mono_resampler.h"
#include "engine/core/audio_block.h"

#include <cstdint>
#include <span>

namespace imprint::audio {

/// Live sound (kLiveSampleRate) on its way to the engine (kEngineSampleRate): a third as many samples, piece by piece, so
/// that what ends with a piece is heard with that piece and not with the one behind it. For that the engine hears all of it
/// late by what the filter reaches ahead: its sample n is the live sound at sample 3 (n - kLate). Thread: its owner's.
class EngineFeed {
public:
    static constexpr int kLate = 16; ///< samples of the engine: 1 ms

    EngineFeed();

    /// What follows from `piece`, whose samples should be divisible by three; begins with kLate samples of silence.
    AudioBlock take(std::span<const float> piece);

private:
    MonoResampler m_resampler;
    std::int64_t m_next = 0;
};

} // namespace imprint::audio
