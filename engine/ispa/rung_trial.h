#pragma once

#include "engine/ispa/residual.h"
#include "engine/ispa/rung_fit.h"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace imprint::engine {

/// Why a correction is not used.
enum class Refusal {
    NothingObserved,  ///< no informative block: nothing was dropped yet
    NotFinite,        ///< the statistics hold a NaN or an infinity
    NoHeldOutRows,    ///< one block of one frame: nothing to judge by
    TooFewRows,       ///< fewer distinct rows than unknowns per output
    NeedsFullMoments, ///< a matrix over all channels from statistics of single heads
    Unsolvable,       ///< not positive definite, even with more regularisation
    Amplifies,        ///< largest singular value of I + P above the limit
    NoGain,           ///< held-out error no smaller than without a correction
};

/// For a log: "its matrix is not positive definite".
std::string_view toString(Refusal refusal);

struct TrialOptions {
    std::vector<double> alphas; ///< increasing, not empty
    double mostGain = 1.1;      ///< limit of the largest singular value of I + ηP
};

/// A rung solved from the training set and judged by the validation set.
struct Trial {
    Rung rung = Rung::None;
    double alpha = 0.0;
    double step = 1.0; ///< η
    double error =
        1.0; ///< share of the discrepancy's energy that is left on the validation set; below 1
    at::Tensor residual; ///< Σω‖δ − η(aP + b)‖² of the validation set, by head [heads] fp64
};

/// A rung that is not used.
struct RefusedTrial {
    Refusal reason = Refusal::Unsolvable;
    std::optional<double> alpha = {}; ///< the best one, where the rung has a solution
};

/// The step with the least held-out error, none longer than `longest`; NoGain if none helps.
/// of: what is tried, with full steps; residual: of full steps, on the validation set.
std::variant<Trial, RefusedTrial> withBestStep(Trial of, const Residual& residual,
                                               double longest = 1.0);

/// Chooses α, then η, by the error on the validation set. Where no α of the list gives a positive definite matrix, up to
/// three tenfold larger ones are tried. Not for VirtualTokens. Source: specs/ispa.md 6.3, 6.6.
std::variant<Trial, RefusedTrial> tryRung(Rung rung, RungFitter& training,
                                          const Moments& validation, const TrialOptions& options);

} // namespace imprint::engine
