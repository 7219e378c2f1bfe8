#include "app/train/speech/sound_level.h"

#include <algorithm>
#include <cmath>

namespace imprint::train {

float rmsOf(std::span<const float> samples)
{
    double energy = 0;
    for (const float sample : samples)
        energy += static_cast<double>(sample) * static_cast<double>(sample);
    const auto count = static_cast<double>(std::max<std::size_t>(samples.size(), 1));
    return static_cast<float>(std::sqrt(energy / count));
}

float gainOfDb(float decibels)
{
    return std::pow(10.0F, decibels / 20);
}

void scaleAndClip(std::vector<float>& samples, float gain)
{
    for (float& sample : samples)
        sample = std::clamp(gain * sample, -1.0F, 1.0F);
}

} // namespace imprint::train
