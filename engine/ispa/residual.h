#pragma once

#include "engine/ispa/correction.h"
#include "engine/ispa/moments.h"

#include <ATen/ATen.h>

#include <functional>

namespace imprint::engine {

/// Σω‖δ − η(aP + b)‖² of a correction on observed rows, by head, as a function of its step η: energy − 2η·gain + η²·cost.
/// On rows that the correction was not solved from it is the honest error. Source: specs/ispa.md 6.1.
struct Residual {
    at::Tensor energy; ///< [heads] fp64
    at::Tensor gain;   ///< [heads] fp64
    at::Tensor cost;   ///< [heads] fp64

    at::Tensor byHead(double step = 1.0) const
    {
        return energy - 2 * step * gain + step * step * cost;
    }

    /// What the correction leaves of the discrepancy's energy: 1 as much as no correction, 0 nothing.
    double share(double step = 1.0) const;
};

/// Judges corrections of one rung by sums alone, without the rows: what all of them share is made once.
using ResidualOf = std::function<Residual(const Correction&)>;

/// The moments must not change as long as it is used. Throws Error(Internal) if such corrections mix heads and the moments do not.
ResidualOf prepareResidual(Rung rung, const Moments& moments);

inline Residual residualOf(const Correction& correction, const Moments& moments)
{
    return prepareResidual(correction.rung, moments)(correction);
}

} // namespace imprint::engine
