#include "audio/dsp/level_meter.h"

namespace imprint::audio {
namespace {

constexpr float kFullScale = 32767.0F / 32768; // the largest sample of 16 bits

} // namespace

VoiceLevel measureLevel(std::span<const float> samples)
{
    float peak = 0;
    double energy = 0;
    for (const float sample : samples) {
        peak = std::max(peak, std::abs(sample));
        energy += static_cast<double>(sample) * sample;
    }
    const double count = static_cast<double>(std::max<std::size_t>(samples.size(), 1));
    return {.peakDb = toDecibels(peak),
            .rmsDb = toDecibels(std::sqrt(energy / count)),
            .clipped = peak >= kFullScale};
}

} // namespace imprint::audio
