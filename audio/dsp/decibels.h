#pragma once

#include <algorithm>
#include <cmath>

namespace imprint::audio {

inline constexpr double kSilenceDb = -120; ///< what is quieter is called silence

inline double fromDecibels(double decibels)
{
    return std::pow(10.0, decibels / 20);
}

/// dB of an amplitude, at least kSilenceDb.
inline double toDecibels(double amplitude)
{
    return std::max(kSilenceDb, 20 * std::log10(std::max(amplitude, 1e-9)));
}

} // namespace imprint::audio
