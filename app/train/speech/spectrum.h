#pragma once

#include <functional>
#include <span>
#include <vector>

namespace imprint::train {

/// Multiplies the spectrum of a sound by a real gain per frequency: no phase, so nothing moves in time.
/// gain  of a frequency in hertz, 0 .. sampleRate / 2
/// Returns as many samples as it was given. Thread: any.
std::vector<float> shapeSpectrum(std::span<const float> samples, int sampleRate,
                                 const std::function<float(float)>& gain);

/// Causal convolution, cut to the length of the sound. Thread: any.
std::vector<float> convolve(std::span<const float> samples, std::span<const float> kernel);

/// Band-limited resampling by one large FFT: exact ratio, no phase, alias-free (a smooth edge over the highest tenth of
/// the common band), sample 0 stays at time 0.
/// Returns ceil(samples * toRate / fromRate) samples. Thread: any.
std::vector<float> resample(std::span<const float> samples, int fromRate, int toRate);

/// What a codec of few bits leaves: in every window of 32 ms, the bins that are more than `floorDb` below the strongest
/// are gone. Timing and length stay. Thread: any.
std::vector<float> dropWeakBins(std::span<const float> samples, float floorDb);

} // namespace imprint::train
