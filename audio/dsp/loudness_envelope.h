#pragma once

#include <span>
#include <vector>

namespace imprint::audio {

/// How loud a voice is in each video frame, 0 .. 1: its RMS in dB relative to the voice's own loud level (95th
/// percentile of all frames), 1 there and 0 at 30 dB below, smoothed over five frames. What a mouth is compared with.
/// samples  mono, 16 kHz
/// Returns one value per frame, the last of which may be cut short; silence gives zeros.
std::vector<float> loudnessEnvelope(std::span<const float> samples, int framesPerSecond);

} // namespace imprint::audio
