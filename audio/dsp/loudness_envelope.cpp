#include "audio/dsp/loudness_envelope.h"

#include "engine/core/clock.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace imprint::audio {
namespace {

constexpr float kRangeDb = 30;
constexpr float kLoudShare = 0.95F;
constexpr float kMutedDb = -70; // quieter than any voice: says nothing about how loud it is
constexpr std::array<float, 5> kSmoothing = {0.1F, 0.2F, 0.4F, 0.2F, 0.1F};

float decibels(std::span<const float> samples)
{
    double sum = 0;
    for (const float sample : samples)
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    return static_cast<float>(10.0 * std::log10(sum / static_cast<double>(samples.size()) + 1e-10));
}

std::vector<float> frameLevels(std::span<const float> samples, int framesPerSecond)
{
    std::vector<float> levels;
    for (std::int64_t frame = 0;; ++frame) {
        const auto first = static_cast<std::size_t>(firstSampleOfFrame(frame, framesPerSecond));
        const auto next = static_cast<std::size_t>(firstSampleOfFrame(frame + 1, framesPerSecond));
        if (first >= samples.size())
            return levels;
        levels.push_back(decibels(samples.subspan(first, std::min(next, samples.size()) - first)));
    }
}

/// The level that only 5 % of the frames exceed.
float loudLevel(std::vector<float> levels)
{
    const auto index =
        static_cast<std::ptrdiff_t>(kLoudShare * static_cast<float>(levels.size() - 1));
    std::nth_element(levels.begin(), levels.begin() + index, levels.end());
    return levels[static_cast<std::size_t>(index)];
}

/// Frames beyond the ends count as the first and the last.
std::vector<float> smoothed(const std::vector<float>& values)
{
    const auto last = static_cast<std::ptrdiff_t>(values.size()) - 1;
    constexpr auto kReach = static_cast<std::ptrdiff_t>(kSmoothing.size() / 2);
    std::vector<float> result(values.size(), 0.0F);
    for (std::ptrdiff_t i = 0; i <= last; ++i)
        for (std::ptrdiff_t k = -kReach; k <= kReach; ++k)
            result[static_cast<std::size_t>(i)] +=
                kSmoothing[static_cast<std::size_t>(k + kReach)] *
                values[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i + k, 0, last))];
    return result;
}

} // namespace

std::vector<float> loudnessEnvelope(std::span<const float> samples, int framesPerSecond)
{
    std::vector<float> levels = frameLevels(samples, framesPerSecond);
    if (levels.empty())
        return levels;
    const float loud = std::max(loudLevel(levels), kMutedDb);
    for (float& level : levels)
        level = std::clamp(1.0F + (level - loud) / kRangeDb, 0.0F, 1.0F);
    return smoothed(levels);
}

} // namespace imprint::audio
