#include "app/cli/ispa_bench/time_left.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace imprint::app {

void TimeLeft::did(double videoSeconds, double wallSeconds)
{
    m_left = std::max(m_left - videoSeconds, 0.0);
    m_video += videoSeconds;
    m_wall += wallSeconds;
}

double TimeLeft::seconds() const
{
    return m_left * (m_video > 0 ? m_wall / m_video : m_guess);
}

std::string inWords(double seconds)
{
    const auto minutes = static_cast<long>(std::lround(seconds / 60));
    if (seconds < 99.5)
        return fmt::format("{:.0f} s", seconds);
    return minutes < 100 ? fmt::format("{} min", minutes)
                         : fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

} // namespace imprint::app
