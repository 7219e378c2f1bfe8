#include "audio/dsp/drift_corrector.h"

#include "audio/realtime/live_source.h"
#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

// Note [Steering a resampler]
// With a surplus of e samples and clocks that differ by d ppm, a resampler at u ppm gives de/dt = rate * (d - u) * 1e-6.
// u = kPerSample * e + kPerSampleSecond * (integral of e) is critically damped for the two constants below, with a time constant
// of 20 s: a difference of 200 ppm that appears at once moves the offset by 1.5 ms at most, and then by none.
// e is an estimate among late pieces; smoothing over kSmoothSeconds, a tenth of the loop's own time, leaves the loop stable. A ratio that changes by kPpmPerSecond is a change of pitch far below what can be heard.
constexpr double kPerSample = 2.0;
constexpr double kPerSampleSecond = 0.048;
constexpr double kSmoothSeconds = 2;
constexpr double kPpmPerSecond = 200;

} // namespace

DriftCorrector::DriftCorrector()
    : m_resampler(kLiveSampleRate, kLiveSampleRate, MonoResampler::Ratio::Steered)
{
}

void DriftCorrector::append(std::span<const float> input, std::vector<float>& output)
{
    m_resampler.stretch(-m_ppm); // an input that counts faster must become fewer samples
    m_resampler.append(input, output);
}

void DriftCorrector::follow(double surplus, double elapsed)
{
    IMPRINT_ASSERT(elapsed > 0, "elapsed ", elapsed);
    m_surplus += (surplus - m_surplus) * std::min(1.0, elapsed / kSmoothSeconds);
    m_lasting = std::clamp(m_lasting + kPerSampleSecond * m_surplus * elapsed, -kMostPpm, kMostPpm);
    const double wanted = std::clamp(m_lasting + kPerSample * m_surplus, -kMostPpm, kMostPpm);
    const double step = kPpmPerSecond * elapsed;
    m_ppm = std::clamp(wanted, m_ppm - step, m_ppm + step);
}

void DriftCorrector::assume(double ppm)
{
    m_lasting = std::clamp(ppm, -kMostPpm, kMostPpm);
    m_ppm = m_lasting;
}

} // namespace imprint::audio
