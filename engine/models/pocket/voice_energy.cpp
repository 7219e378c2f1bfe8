#include "engine/models/pocket/voice_energy.h"

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

constexpr float kRangeDb = 30;
constexpr std::array<float, 5> kSmoothing = {0.1F, 0.2F, 0.4F, 0.2F, 0.1F};

float decibels(std::span<const float> samples)
{
    double sum = 0;
    for (const float sample : samples)
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    const double mean = samples.empty() ? 0.0 : sum / static_cast<double>(samples.size());
    return static_cast<float>(10.0 * std::log10(mean + 1e-10));
}

} // namespace

float VoiceEnergy::relativeLoudness(std::span<const float> samples)
{
    const float db = decibels(samples);
    if (db >= static_cast<float>(kFloorDb)) {
        const int bin = std::clamp(static_cast<int>(db) - kFloorDb, 0, -kFloorDb);
        ++m_histogram[static_cast<std::size_t>(bin)];
        ++m_heard;
    }
    if (m_heard == 0)
        return 0;
    std::int64_t above = 0;
    std::size_t bin = m_histogram.size();
    while (bin > 0 && 20 * above < m_heard)
        above += m_histogram[--bin];
    const float loud = static_cast<float>(static_cast<int>(bin) + kFloorDb);
    return std::clamp(1.0F + (db - loud) / kRangeDb, 0.0F, 1.0F);
}

std::optional<float> VoiceEnergy::next(std::span<const float> samples)
{
    std::rotate(m_recent.begin(), m_recent.begin() + 1, m_recent.end());
    m_recent.back() = relativeLoudness(samples);
    if (m_frames++ < kDelayFrames)
        return std::nullopt;
    float energy = 0;
    for (std::size_t i = 0; i < kSmoothing.size(); ++i)
        energy += kSmoothing[i] * m_recent[i];
    return energy;
}

} // namespace imprint::engine
