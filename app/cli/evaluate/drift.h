#pragma once

#include "app/cli/evaluate/frame_trace.h"

#include <vector>

namespace imprint::app {

/// A measure over the time of one video.
struct DriftCurve {
    std::vector<double> seconds; ///< middle of each window
    std::vector<double> values;

    /// Mean of the values whose window lies in [from, to) seconds; NaN if there is none.
    double between(double from, double to) const;
};

/// How far the person of each second is from the person of the first second: distance of the mean identity features,
/// 0: the same, 1: as far as two people of the evaluation are from each other on average.
/// personDistance  betweenPeople()
DriftCurve identityDrift(const FrameTrace& trace, int framesPerSecond, double personDistance);

/// Mean distance of the identity features [N, 96] of N >= 2 different people.
double betweenPeople(const at::Tensor& identities);

/// Difference of the time-averaged colours of each two seconds from those of the first two: mean over the 16 × 16 tiles,
/// levels 0 … 255. Source: specs/pocket.md 7.5.
DriftCurve colorDrift(const FrameTrace& trace, int framesPerSecond);

} // namespace imprint::app
