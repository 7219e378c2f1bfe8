#include "engine/ispa/layer_solver.h"

#include "engine/core/stopwatch.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

constexpr double kValidatedBlocks = 3.0;
constexpr double kFramesPerBlock = 3.0;
/// Below three blocks a matrix is shrunk at least this much: nothing honest could choose less.
constexpr double kUnvalidatedAlpha = 1.0;
/// Below three blocks R3 must beat R2 by 5 %.
constexpr double kUnvalidatedHandicap = 1.0 / 0.95;
/// Smaller errors are rounding: among such rungs the lowest counts.
constexpr double kLeastError = 1e-6;

/// Where a refused rung leads. Source: specs/ispa.md 6.6.
Rung nextLower(Rung rung)
{
    if (rung > Rung::HeadMatrix)
        return Rung::HeadMatrix;
    return rung > Rung::HeadScale ? Rung::HeadScale : Rung::None;
}

std::vector<Rung> ladderFrom(Rung wanted)
{
    std::vector<Rung> ladder;
    for (Rung rung = wanted; rung != Rung::None; rung = nextLower(rung))
        ladder.push_back(rung);
    return ladder;
}

std::vector<Rung> allowedRungs(bool validated)
{
    // Tokens are made of keys, not fitted to what is missing: what they are judged by needs no further block.
    std::vector<Rung> rungs = {Rung::Bias, Rung::HeadScale, Rung::ChannelScale,
                               Rung::VirtualTokens};
    if (validated)
        rungs.insert(rungs.end(),
                     {Rung::HeadMatrix, Rung::Dense, Rung::LowRank, Rung::Hierarchical});
    return rungs;
}

FitOptions fitOptions(const SolverOptions& options, const at::Tensor& outputWeight)
{
    return {.bias = options.bias,
            .precision = options.precision,
            .rank = options.rank,
            .outputWeight = outputWeight};
}

/// Informative blocks as the auto rule counts them: three frames make one, if blocks are shorter.
double effectiveBlocks(std::int64_t blocks, std::int64_t frames)
{
    return std::min(static_cast<double>(blocks), static_cast<double>(frames) / kFramesPerBlock);
}

/// All that may be tried.
std::vector<Rung> rungsFor(const SolverOptions& options, std::int64_t blocks, std::int64_t frames)
{
    return options.rung ? ladderFrom(*options.rung)
                        : allowedRungs(effectiveBlocks(blocks, frames) >= kValidatedBlocks);
}

at::Tensor meanPerRow(const at::Tensor& sum, const Moments& rows)
{
    const double weight = rows.weightSum().sum().item<double>();
    return weight > 0.0 ? sum / weight : at::zeros_like(sum);
}

/// |Δ| / |A_full|, of the sums.
double relativeDiscrepancy(const Moments& rows)
{
    const auto trace = [](const at::Tensor& x) {
        return x.diagonal(0, -2, -1).sum(at::kDouble).item<double>();
    };
    const double energy = rows.energy().sum().item<double>();
    const double full = trace(rows.gram()) + 2 * trace(rows.crossTransposed()) + energy;
    return full > 0.0 ? std::sqrt(energy / full) : 0.0;
}

class LayerSolver {
public:
    LayerSolver(const LayerStatistics& statistics, const at::Tensor& outputWeight,
                const SolverOptions& options, const TokenTrial* tokens);

    LayerSolution run();

private:
    std::optional<Refusal> unusable() const;
    std::optional<Trial> attempt(Rung rung);
    std::variant<Trial, RefusedTrial> tryOut(Rung rung);
    std::variant<Trial, RefusedTrial> tryTokens() const;
    std::optional<Correction> solvedFromAll(const Trial& trial) const;
    void solveByLadder(Rung wanted);
    void solveByError();
    bool install(const Trial& trial);
    std::vector<double> alphasFor(Rung rung) const;
    void refuse(Rung rung, Refusal reason) { m_solution.refused.push_back({rung, reason}); }

    const LayerStatistics& m_statistics;
    const SolverOptions& m_options;
    const TokenTrial* m_tokens;
    at::Tensor m_outputWeight;
    RungFitter m_training;
    Moments m_all;
    LayerSolution m_solution;
    /// Best for Dense, even if that was refused: LowRank is the same made smaller, and searches none of its own.
    std::optional<double> m_denseAlpha;
};

LayerSolver::LayerSolver(const LayerStatistics& statistics, const at::Tensor& outputWeight,
                         const SolverOptions& options, const TokenTrial* tokens)
    : m_statistics(statistics)
    , m_options(options)
    , m_tokens(tokens)
    , m_outputWeight(outputWeight.to(options.precision))
    , m_training(statistics.training(), fitOptions(options, m_outputWeight))
    , m_all(statistics.all())
{
    const Moments& held = statistics.validation();
    m_solution.correction.heads = m_all.layout().heads;
    m_solution.validated = effectiveBlocks(statistics) >= kValidatedBlocks;
    m_solution.heldOutDiscrepancy = meanPerRow(held.energy(), held);
    m_solution.heldOutResidual = m_solution.heldOutDiscrepancy;
    m_solution.evictedMass = meanPerRow(m_all.evictedMass(), m_all);
    m_solution.relativeDiscrepancy = relativeDiscrepancy(m_all);
}

std::optional<Refusal> LayerSolver::unusable() const
{
    if (!m_all.isFinite())
        return Refusal::NotFinite;
    if (!(m_all.energy().sum().item<double>() > 0.0))
        return Refusal::NothingObserved;
    if (m_statistics.validation().distinctRows() == 0)
        return Refusal::NoHeldOutRows;
    return std::nullopt;
}

std::vector<double> LayerSolver::alphasFor(Rung rung) const
{
    if (rung == Rung::LowRank && m_denseAlpha)
        return {*m_denseAlpha};
    std::vector<double> alphas = m_options.alphas;
    if (m_solution.validated || rung < Rung::HeadMatrix)
        return alphas;
    std::erase_if(alphas, [](double alpha) { return alpha < kUnvalidatedAlpha; });
    return alphas.empty() ? std::vector{kUnvalidatedAlpha} : alphas;
}

std::variant<Trial, RefusedTrial> LayerSolver::tryTokens() const
{
    if (m_tokens == nullptr || !m_tokens->residual())
        return RefusedTrial{Refusal::NoHeldOutRows};
    return withBestStep({.rung = Rung::VirtualTokens}, *m_tokens->residual());
}

std::variant<Trial, RefusedTrial> LayerSolver::tryOut(Rung rung)
{
    if (rung == Rung::VirtualTokens)
        return tryTokens();
    return tryRung(rung, m_training, m_statistics.validation(),
                   {.alphas = alphasFor(rung), .mostGain = m_options.mostGain});
}

std::optional<Trial> LayerSolver::attempt(Rung rung)
{
    const auto result = tryOut(rung);
    const Trial* trial = std::get_if<Trial>(&result);
    if (trial == nullptr)
        refuse(rung, std::get<RefusedTrial>(result).reason);
    if (rung == Rung::Dense)
        m_denseAlpha = trial != nullptr ? trial->alpha : std::get<RefusedTrial>(result).alpha;
    return trial != nullptr ? std::optional(*trial) : std::nullopt;
}

/// With full steps.
std::optional<Correction> LayerSolver::solvedFromAll(const Trial& trial) const
{
    if (trial.rung == Rung::VirtualTokens)
        return Correction{.rung = trial.rung,
                          .heads = m_all.layout().heads,
                          .matrix = {},
                          .right = {},
                          .bias = {},
                          .tokens = m_tokens->tokens()};
    return fitRung(trial.rung, m_all, trial.alpha, fitOptions(m_options, m_outputWeight));
}

/// Solves from all rows what the trial solved from some; false, with nothing changed, if that is refused.
bool LayerSolver::install(const Trial& trial)
{
    const auto solved = solvedFromAll(trial);
    if (!solved || !solved->isFinite()) {
        refuse(trial.rung, Refusal::Unsolvable);
        return false;
    }
    const Correction correction = solved->scaledBy(trial.step);
    const double gain = correction.largestGain();
    if (!(gain <= m_options.mostGain)) {
        refuse(trial.rung, Refusal::Amplifies);
        return false;
    }
    m_solution.correction = correction;
    m_solution.alpha = trial.alpha;
    m_solution.step = trial.step;
    m_solution.gain = gain;
    m_solution.heldOutError = trial.error;
    m_solution.heldOutResidual = meanPerRow(trial.residual, m_statistics.validation());
    if (trial.rung != Rung::VirtualTokens)
        m_solution.weightChange =
            (m_outputWeight.mm(correction.denseTransposed()).norm() / m_outputWeight.norm())
                .item<double>();
    return true;
}

void LayerSolver::solveByLadder(Rung wanted)
{
    for (const Rung rung : ladderFrom(wanted)) {
        const auto trial = attempt(rung);
        if (trial && install(*trial))
            return;
    }
}

void LayerSolver::solveByError()
{
    std::vector<Trial> trials;
    std::vector<Rung> rungs = allowedRungs(m_solution.validated);
    if (m_tokens == nullptr)
        std::erase(rungs, Rung::VirtualTokens);
    for (const Rung rung : rungs)
        if (const auto trial = attempt(rung))
            trials.push_back(*trial);
    const auto judged = [&](const Trial& trial) {
        const bool handicap = !m_solution.validated && trial.rung == Rung::ChannelScale;
        return std::max(trial.error, kLeastError) * (handicap ? kUnvalidatedHandicap : 1.0);
    };
    std::stable_sort(trials.begin(), trials.end(),
                     [&](const Trial& a, const Trial& b) { return judged(a) < judged(b); });
    for (const Trial& trial : trials)
        if (install(trial))
            return;
}

LayerSolution LayerSolver::run()
{
    const Stopwatch watch;
    if (const auto reason = unusable())
        refuse(m_options.rung.value_or(Rung::HeadScale), *reason);
    else if (m_options.rung)
        solveByLadder(*m_options.rung);
    else
        solveByError();
    m_solution.solveMs = watch.elapsedMs();
    return std::move(m_solution);
}

} // namespace

std::string describe(const RefusedRung& refused)
{
    return concat(enumName(refused.rung), ": ", toString(refused.reason));
}

double effectiveBlocks(const LayerStatistics& statistics)
{
    return effectiveBlocks(statistics.informativeBlocks(), statistics.informativeFrames());
}

std::int64_t predictedCorrectionBytes(Rung rung, const MomentLayout& layout,
                                      const SolverOptions& options)
{
    return rung == Rung::VirtualTokens
               ? predictedTokenBytes(options.tokens, layout.heads, layout.width)
               : predictedCorrectionBytes(rung, layout, fitOptions(options, {}));
}

bool mayMixHeads(const SolverOptions& options, std::int64_t blocks, std::int64_t frames)
{
    return std::ranges::any_of(rungsFor(options, blocks, frames), mixesHeads);
}

std::int64_t mostCorrectionBytes(const SolverOptions& options, const MomentLayout& layout,
                                 std::int64_t blocks, std::int64_t frames)
{
    if (blocks == 0)
        return 0;
    std::int64_t most = 0;
    for (const Rung rung : rungsFor(options, blocks, frames))
        if (!mixesHeads(rung) || layout.detail == MomentDetail::Full)
            most = std::max(most, predictedCorrectionBytes(rung, layout, options));
    return most;
}

LayerSolution solveLayer(const LayerStatistics& statistics, const at::Tensor& outputWeight,
                         const SolverOptions& options, const TokenTrial* tokens)
{
    const c10::NoGradGuard noGrad;
    return LayerSolver(statistics, outputWeight, options, tokens).run();
}

} // namespace imprint::engine
