#pragma once

#include "audio/dsp/mono_resampler.h"
#include "engine/core/audio_block.h"

#include <cstdint>
#include <span>

namespace imprint::audio {

/// Live sound (kLiveSampleRate) on its way to the engine (kEngineSampleRate). Sample n of the engine's sound is heard at
/// the time of sample 3 n of the live sound; over time there are exactly a third as many, late by what the filter reaches
/// ahead: about 1 ms. Thread: its owner's.
class EngineFeed {
public:
    EngineFeed();

    /// What follows from `piece`; its first sample follows the last one of the block before. May be empty.
    AudioBlock take(std::span<const float> piece);

private:
    MonoResampler m_resampler;
    std::int64_t m_next = 0;
};

} // namespace imprint::audio
