#pragma once

#include <span>
#include <vector>

namespace imprint::train {

/// Root of the mean square; 0 for no samples.
float rmsOf(std::span<const float> samples);

/// 20 dB -> 10.
float gainOfDb(float decibels);

/// Multiplies, then cuts to [-1, 1].
void scaleAndClip(std::vector<float>& samples, float gain);

} // namespace imprint::train
