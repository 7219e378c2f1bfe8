#pragma once

#include "engine/ispa/correction.h"
#include "engine/ispa/layer_statistics.h"
#include "engine/ispa/rung_trial.h"
#include "engine/ispa/virtual_tokens.h"

#include <ATen/ATen.h>

#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

struct SolverOptions {
    /// None: the rung with the least held-out error among those that the data allow.
    std::optional<Rung> rung;
    BiasKind bias = BiasKind::Shared;
    at::ScalarType precision = at::kFloat;                            ///< kFloat or kDouble
    std::vector<double> alphas = {1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0}; ///< increasing, not empty
    std::int64_t rank = 16;                                           ///< of Rung::LowRank
    std::int64_t tokens = 32;                                         ///< of Rung::VirtualTokens
    double mostGain = 1.1; ///< limit of the largest singular value of I + P
};

struct RefusedRung {
    Rung rung = Rung::None;
    Refusal reason = Refusal::NothingObserved;
};

/// For a log: "dense: its matrix is not positive definite".
std::string describe(const RefusedRung& refused);

/// The correction of one layer and how far it can be trusted.
struct LayerSolution {
    Correction correction; ///< solved from all rows; Rung::None if nothing is better than nothing
    double alpha = 0.0;
    double step = 0.0; ///< η, already in the correction
    /// Share of the discrepancy's energy that is left on the validation set when solved from the training set alone: 1 as
    /// much as without correction. R² is 1 minus this.
    double heldOutError = 1.0;
    bool validated =
        false; ///< the validation set is a block of its own, with enough blocks before it
    at::Tensor
        heldOutResidual; ///< mean ‖δ − aP − b‖² per row of the validation set, by head [heads] fp64
    at::Tensor heldOutDiscrepancy;    ///< mean ‖δ‖² of the same rows, by head
    at::Tensor evictedMass;           ///< mean 1 − g of all rows, by head
    double relativeDiscrepancy = 0.0; ///< |Δ| / |A_full| of all rows
    double gain = 1.0;                ///< largest singular value of I + P
    double weightChange = 0.0;        ///< ‖ΔW‖ / ‖W_o‖
    std::vector<RefusedRung> refused; ///< in the order of the attempts
    double solveMs = 0.0;
};

/// Informative blocks as the auto rule counts them: three frames make one, if blocks are shorter.
double effectiveBlocks(const LayerStatistics& statistics);

/// The most bytes that the correction of one layer can have after so many informative blocks: an upper bound over the
/// rungs that solveLayer may give, `auto` or with all that it steps down to. Which one it is only the data decide.
/// blocks, frames: informative ones.
std::int64_t mostCorrectionBytes(const SolverOptions& options, const MomentLayout& layout,
                                 std::int64_t blocks, std::int64_t frames);

/// Whether a rung that solveLayer may try after so many informative blocks is solved from products of all channels.
bool mayMixHeads(const SolverOptions& options, std::int64_t blocks, std::int64_t frames);

/// Bytes of a correction of this rung as solveLayer gives it.
std::int64_t predictedCorrectionBytes(Rung rung, const MomentLayout& layout,
                                      const SolverOptions& options);

/// Chooses rung, regularisation and step by the error on the validation set, then solves from all rows. What the data
/// can't carry is stepped down from, to no correction at all, with the reasons in the result; data alone never make it
/// throw. outputWeight: W_oᵀ [dim, dim]; tokens: virtual tokens and how they did, null where there are none: they count as
/// held out. Thread: any; the statistics must not change meanwhile. Source: specs/ispa.md 6, 7.2.
LayerSolution solveLayer(const LayerStatistics& statistics, const at::Tensor& outputWeight,
                         const SolverOptions& options = {}, const TokenTrial* tokens = nullptr);

} // namespace imprint::engine
