#pragma once

#include <span>
#include <vector>

namespace imprint::app {

/// Tracks of many clips beside what they should follow, compared as one: each clip's own mean is taken off first, so
/// that only movement counts. Thread: its owner's.
class PooledTracks {
public:
    /// track and followed have one value per frame, equally many.
    void add(std::span<const float> track, std::span<const float> followed);

    bool empty() const { return m_clips.empty(); }

    /// Pearson's correlation with the track read `lag` frames later; NaN without clips, 0 if one side never moves.
    double correlation(int lag = 0) const;

    /// The lag within ± maxLag frames at which the track follows best; positive: it comes late. Of equals the smallest.
    int bestLag(int maxLag) const;

    /// Standard deviation of the track in units of that of what it follows; NaN if that never moves.
    double amplitude() const;

private:
    struct Clip {
        std::vector<float> track;
        std::vector<float> followed;
    };
    std::vector<Clip> m_clips;
};

/// Blinks or other closings in a track: how often it rises above 0.6 after having been below 0.3.
int countClosings(std::span<const float> track);

} // namespace imprint::app
