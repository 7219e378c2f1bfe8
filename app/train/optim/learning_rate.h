#pragma once

#include "app/train/optim/training_task.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::train {

/// Share of the full learning rate: up over the first steps, then along half a cosine to 0 at the end of the run.
inline double cosineRate(const TrainingMoment& moment, double warmUpSteps)
{
    const double warmUp = std::min(1.0, static_cast<double>(moment.step + 1) / warmUpSteps);
    return warmUp * 0.5 * (1 + std::cos(std::numbers::pi * moment.share()));
}

/// The same, but full until the last `decayShare` of the run, then straight to 0.
inline double linearRate(const TrainingMoment& moment, double warmUpSteps, double decayShare)
{
    const double warmUp = std::min(1.0, static_cast<double>(moment.step + 1) / warmUpSteps);
    return warmUp * std::min(1.0, (1.0 - moment.share()) / decayShare);
}

} // namespace imprint::train
