#pragma once

#include "audio/dsp/decibels.h"

#include <span>

namespace imprint::audio {

/// How loud one piece of sound is.
struct VoiceLevel {
    double peakDb = kSilenceDb; ///< dBFS: 0 is full scale
    double rmsDb = kSilenceDb;  ///< dBFS of the root mean square; a full sine has -3
    bool clipped = false;       ///< a sample reached full scale
    bool speech = false;        ///< somebody speaks (VoiceChain)
};

/// Peak, RMS and clipping of `samples`; `speech` is left open.
VoiceLevel measureLevel(std::span<const float> samples);

} // namespace imprint::audio
