#include "engine/pipeline/wan/unipc_solver.h"

#include "engine/core/error.h"

#include <cmath>
#include <utility>

namespace imprint::engine {
namespace {

/// Shares of the two slopes in the corrector of order 2: they solve ρ0 + ρ1 = b1, r·ρ0 + ρ1 = b2.
struct CorrectorShares {
    double behind = 0; // of the slope towards the level before
    double ahead = 0;  // of the slope towards the level that is corrected
};

/// h: step in log SNR; ratio: the step before it by h, below 0.
CorrectorShares correctorShares(double h, double ratio)
{
    const double b = std::expm1(-h);
    const double first = b / -h - 1.0;
    const double second = first / -h - 0.5;
    const double b1 = first / b;
    const double b2 = 2.0 * second / b;
    const double behind = (b2 - b1) / (ratio - 1.0);
    return {.behind = behind, .ahead = b1 - behind};
}

} // namespace

UniPcSolver::UniPcSolver(std::vector<FlowLevel> levels)
    : m_levels(std::move(levels))
{
}

double UniPcSolver::logSnr(std::size_t level) const
{
    const double sigma = m_levels[level].sigma;
    return std::log((1.0 - sigma) / sigma);
}

/// Of the clean estimates between a level and the one before it, per `step` of log SNR.
at::Tensor UniPcSolver::slope(std::size_t from, double step) const
{
    const double ratio = (logSnr(from - 1) - logSnr(from)) / step;
    return (m_cleans[from - 1] - m_cleans[from]) / ratio;
}

at::Tensor UniPcSolver::corrected(const at::Tensor& clean) const
{
    const std::size_t from = m_level - 1;
    const double sigma = m_levels[m_level].sigma;
    const double h = logSnr(m_level) - logSnr(from);
    const double growth = (1.0 - sigma) * std::expm1(-h);
    const at::Tensor ahead = clean - m_cleans[from];
    at::Tensor bend;
    if (from == 0) { // nothing lies behind
        bend = ahead * 0.5;
    } else {
        const double ratio = (logSnr(from - 1) - logSnr(from)) / h;
        const CorrectorShares shares = correctorShares(h, ratio);
        bend = slope(from, h) * shares.behind + ahead * shares.ahead;
    }
    return m_before * (sigma / m_levels[from].sigma) - (m_cleans[from] + bend) * growth;
}

at::Tensor UniPcSolver::predicted(const at::Tensor& x, const at::Tensor& clean) const
{
    const double sigma = m_levels[m_level + 1].sigma;
    const double h = logSnr(m_level + 1) - logSnr(m_level);
    const double growth = (1.0 - sigma) * std::expm1(-h);
    const at::Tensor straight = m_level == 0 ? clean : clean + slope(m_level, h) * 0.5;
    return x * (sigma / m_levels[m_level].sigma) - straight * growth;
}

at::Tensor UniPcSolver::next(const at::Tensor& x, const at::Tensor& clean)
{
    IMPRINT_ASSERT(m_level + 1 < m_levels.size(), "level ", m_level, " is the last");
    const at::Tensor estimate = clean.to(at::kFloat);
    const at::Tensor better = m_level == 0 ? x.to(at::kFloat) : corrected(estimate);
    m_cleans.push_back(estimate);
    at::Tensor moved = predicted(better, estimate);
    m_before = better;
    ++m_level;
    return moved.to(x.scalar_type());
}

} // namespace imprint::engine
