#include "app/outputs/delay_regulator.h"

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

constexpr double kNews = 0.05; // weight of one measure against what is known: 0.8 s at 25 a second
constexpr double kPerSecond = 0.1; // share of a small error that a second makes good
constexpr double kAudible = 0.005; // s; above it the delay is mended quickly
constexpr double kQuickCorrection = 0.02;
constexpr double kLargestDrift = 0.001; // no two working clocks differ by more

} // namespace

double DelayRegulator::update(double measured, double target, double elapsed)
{
    if (!m_delay)
        m_delay = measured;
    else // What was written more than the clocks need has grown the delay: known, need not be waited for.
        *m_delay += (m_correction - m_drift) * elapsed;
    *m_delay += kNews * (measured - *m_delay);
    const double error = (target - *m_delay) / m_rate; // s
    if (std::abs(error) > kAudible) {
        m_correction = m_drift + std::copysign(kQuickCorrection, error);
        return m_correction;
    }
    // Critically damped: the square of half the proportional part.
    const double learning = kPerSecond * kPerSecond / 4;
    m_drift =
        std::clamp(m_drift + error * learning * elapsed / m_rate, -kLargestDrift, kLargestDrift);
    m_correction = m_drift + error * kPerSecond;
    return m_correction;
}

void DelayRegulator::shifted(double samples)
{
    if (m_delay)
        *m_delay += samples;
}

} // namespace imprint::app
