#include "engine/ispa/rung_trial.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace imprint::engine {
namespace {

constexpr std::array kSteps = {1.0, 0.75, 0.5, 0.25}; ///< and 0: no correction
constexpr int kMoreRegularisation = 3;

std::int64_t unknownsPerOutput(Rung rung, const MomentLayout& layout)
{
    if (rung >= Rung::Dense)
        return layout.dim();
    return rung == Rung::HeadMatrix ? layout.width : 1;
}

struct Candidate {
    double alpha = 0.0;
    double error = 1.0; // at full step
    Correction correction;
    Residual residual;
};

/// The α with the least held-out error at full step. From a ridge's smallest α on the error falls, then rises: what is behind the
/// first rise is not looked at.
std::optional<Candidate> bestAlpha(Rung rung, RungFitter& training, const Moments& validation,
                                   const TrialOptions& options)
{
    const ResidualOf residualOf = prepareResidual(rung, validation);
    std::optional<Candidate> best;
    const auto improvesWith = [&](double alpha) {
        const auto fitted = training.fit(rung, alpha);
        if (!fitted)
            return false;
        const Residual residual = residualOf(*fitted);
        const double error = residual.share();
        if (!std::isfinite(error) || (best && error >= best->error)) // or its numbers are not
            return false;
        best = Candidate{alpha, error, *fitted, residual};
        return true;
    };
    for (const double alpha : options.alphas) {
        const bool improved = improvesWith(alpha);
        if (rung == Rung::Bias || (best && !improved))
            break; // a bias has nothing to regularise
    }
    double alpha = options.alphas.back();
    for (int more = 0; !best && more < kMoreRegularisation; ++more)
        improvesWith(alpha *= 10);
    return best;
}

/// The longest step that amplifies nothing beyond the limit.
std::optional<double> longestStep(const Correction& correction, double mostGain)
{
    // σ(I + ηP) ≤ (1 − η) + η σ(I + P): what a step keeps within the limit, shorter ones do, too.
    const auto longest = std::find_if(kSteps.begin(), kSteps.end(), [&](double step) {
        return correction.largestGain(step, mostGain) <= mostGain;
    });
    return longest == kSteps.end() ? std::nullopt : std::optional(*longest);
}

} // namespace

std::string_view toString(Refusal refusal)
{
    switch (refusal) {
    case Refusal::NothingObserved: return "no block has dropped any frame yet";
    case Refusal::NotFinite: return "the statistics hold a NaN or an infinity";
    case Refusal::NoHeldOutRows: return "nothing was held out to judge it by";
    case Refusal::TooFewRows: return "fewer distinct rows than unknowns";
    case Refusal::NeedsFullMoments: return "statistics of single heads can't give it";
    case Refusal::Unsolvable: return "its matrix is not positive definite";
    case Refusal::Amplifies: return "it amplifies a direction beyond the limit";
    case Refusal::NoGain: return "its held-out error is no smaller than without it";
    }
    return "?";
}

std::variant<Trial, RefusedTrial> withBestStep(Trial of, const Residual& residual, double longest)
{
    of.step = 0.0;
    of.error = 1.0;
    for (const double step : kSteps)
        if (const double error = residual.share(step); step <= longest && error < of.error) {
            of.step = step;
            of.error = error;
        }
    if (of.step == 0.0)
        return RefusedTrial{Refusal::NoGain, of.alpha};
    of.error = std::max(of.error, 0.0); // rounding may go below
    of.residual = residual.byHead(of.step);
    return of;
}

std::variant<Trial, RefusedTrial> tryRung(Rung rung, RungFitter& training,
                                          const Moments& validation, const TrialOptions& options)
{
    const MomentLayout& layout = training.moments().layout();
    if (rung >= Rung::Dense && layout.detail != MomentDetail::Full)
        return RefusedTrial{Refusal::NeedsFullMoments};
    if (training.moments().distinctRows() < unknownsPerOutput(rung, layout))
        return RefusedTrial{Refusal::TooFewRows};
    const auto candidate = bestAlpha(rung, training, validation, options);
    if (!candidate)
        return RefusedTrial{Refusal::Unsolvable};
    const auto longest = longestStep(candidate->correction, options.mostGain);
    if (!longest)
        return RefusedTrial{Refusal::Amplifies, candidate->alpha};
    return withBestStep({.rung = rung, .alpha = candidate->alpha}, candidate->residual, *longest);
}

} // namespace imprint::engine
