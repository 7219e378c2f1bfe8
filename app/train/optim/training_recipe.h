#pragma once

#include "app/train/optim/muon_adam.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::train {

/// Share of the full learning rate over a run: up over the first steps, down to 0 at the end.
struct RateSchedule {
    double warmUpSteps = 50;
    /// Of the run, at whose end it falls in a straight line; 0: it falls all along, on half a cosine.
    double decayShare = 0;

    double at(std::int64_t step, std::int64_t steps) const
    {
        const double share = static_cast<double>(step) / static_cast<double>(steps);
        const double warmUp = std::min(1.0, static_cast<double>(step + 1) / warmUpSteps);
        return warmUp * (decayShare > 0 ? std::min(1.0, (1 - share) / decayShare)
                                        : 0.5 * (1 + std::cos(std::numbers::pi * share)));
    }
};

/// How a network is trained, in plain numbers.
struct TrainingRecipe {
    MuonAdamSettings optimiser;
    RateSchedule rate;
    double averaging = 0.99; ///< share of the running average that a step keeps, at most
    int shards =
        2; ///< equal parts of a step's batch, drawn side by side; the mean of their gradients is the step's
};

} // namespace imprint::train
