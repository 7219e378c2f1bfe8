#include "app/outputs/chart_axis.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace imprint::app {
namespace {

/// The 1, 2, 2.5 or 5 times a power of ten that cuts `span` into about `wanted` parts.
double roundDistance(double span, int wanted)
{
    const double rough = span / std::max(wanted, 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= rough * 0.999)
            return factor * power;
    return 10 * power;
}

} // namespace

ChartAxis::ChartAxis(double low, double high, ChartScale scale)
    : m_low(low)
    , m_high(high)
    , m_scale(scale)
{
    IMPRINT_ASSERT(low < high && (scale == ChartScale::Linear || low > 0), "axis from ", low,
                   " to ", high);
}

double ChartAxis::share(double value) const
{
    if (m_scale == ChartScale::Logarithmic)
        return std::log(value / m_low) / std::log(m_high / m_low);
    return (value - m_low) / (m_high - m_low);
}

bool ChartAxis::holds(double value) const
{
    return std::isfinite(value) && (m_scale == ChartScale::Linear || value > 0);
}

std::vector<double> ChartAxis::marks(int wanted) const
{
    std::vector<double> values;
    if (m_scale == ChartScale::Logarithmic && m_high / m_low >= 10) {
        const bool few = m_high / m_low > 1e4;
        for (double power = std::pow(10.0, std::floor(std::log10(m_low))); power <= m_high;
             power *= 10)
            for (const double factor : {1.0, 2.0, 5.0})
                if (power * factor >= m_low && power * factor <= m_high && (factor == 1.0 || !few))
                    values.push_back(power * factor);
        return values;
    }
    const double distance = roundDistance(m_high - m_low, wanted);
    const double tolerance = 1e-6 * distance;
    for (double step = std::ceil((m_low - tolerance) / distance);
         step * distance <= m_high + tolerance; ++step)
        values.push_back(step * distance);
    return values;
}

std::string ChartAxis::label(double value, double distance)
{
    int digits = 0;
    for (double unit = distance; digits < 6 && std::fabs(unit - std::round(unit)) > 1e-6;
         unit *= 10)
        ++digits;
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value == 0 ? 0.0 : value);
    return text;
}

} // namespace imprint::app
