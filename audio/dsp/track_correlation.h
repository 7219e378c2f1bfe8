#pragma once

#include <span>

namespace imprint::audio {

/// How well a track follows another, both with one value per video frame.
struct TrackMatch {
    double correlation = 0; ///< Pearson's, at the best lag, -1 .. 1
    int lag = 0;            ///< frames by which the track comes after what it follows
    double atZero = 0;      ///< correlation without any shift
};

/// Pearson's correlation of track[i + lag] with followed[i] over the frames that both have; 0 if one of them is
/// constant there.
double correlationAtLag(std::span<const float> track, std::span<const float> followed, int lag);

/// The lag within +-maxLag at which `track` resembles `followed` most. Of equally good lags the smallest wins.
TrackMatch matchTracks(std::span<const float> track, std::span<const float> followed, int maxLag);

} // namespace imprint::audio
