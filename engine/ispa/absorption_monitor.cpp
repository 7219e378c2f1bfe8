#include "engine/ispa/absorption_monitor.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

// A channel that happened to keep still counts as if it had moved by this share of what others do: a few blocks say
// little about a single one.
constexpr double kLeastDeviation = 0.3;

/// Means and deviations over all tokens of the block, by channel [2·width].
at::Tensor statisticsOf(const at::Tensor& clean)
{
    const at::Tensor rows = clean.flatten(0, 1).to(at::kDouble);
    return at::cat({rows.mean(0), rows.std(0, /*unbiased=*/false)});
}

} // namespace

AbsorptionMonitor::AbsorptionMonitor(const MonitorSettings& settings)
    : m_settings(settings)
{
    IMPRINT_ASSERT(settings.baselineBlocks >= 3 && settings.blocksInARow >= 1);
}

bool AbsorptionMonitor::observe(const at::Tensor& clean, std::optional<double> leverage)
{
    const at::Tensor statistics = statisticsOf(clean);
    if (m_deviation.defined())
        m_distance = distanceOf(statistics) / m_usual;
    else
        learn(statistics);
    // Written so that a NaN counts as beyond.
    const bool within = leverageWithin(leverage) && m_distance <= m_settings.mostDistance;
    m_beyond = within ? 0 : m_beyond + 1;
    return m_beyond == m_settings.blocksInARow;
}

bool AbsorptionMonitor::leverageWithin(std::optional<double> leverage)
{
    if (!leverage)
        return true;
    if (m_leverageBlocks < m_settings.leverageBlocks) {
        m_leverageSum += *leverage;
        ++m_leverageBlocks;
        return true;
    }
    const double usual = m_leverageSum / static_cast<double>(m_leverageBlocks);
    return *leverage <= m_settings.mostLeverage * std::max(usual, 1.0);
}

void AbsorptionMonitor::beginAbsorption()
{
    m_leverageSum = 0;
    m_leverageBlocks = 0;
}

void AbsorptionMonitor::learn(const at::Tensor& statistics)
{
    m_baseline.push_back(statistics);
    if (static_cast<std::int64_t>(m_baseline.size()) == m_settings.baselineBlocks)
        finishBaseline();
}

void AbsorptionMonitor::finishBaseline()
{
    const at::Tensor blocks = at::stack(m_baseline); // [blocks, 2·width]
    m_mean = blocks.mean(0);
    const at::Tensor deviation = blocks.std(0, /*unbiased=*/true);
    m_deviation = deviation.clamp_min(kLeastDeviation * deviation.mean().item<double>() + 1e-12);
    // A block is further from the mean of the others than from one that it is part of.
    const auto count = static_cast<double>(m_baseline.size());
    double sum = 0;
    for (const at::Tensor& block : m_baseline)
        sum += std::pow(distanceOf(block) * count / (count - 1), 2);
    m_usual = std::sqrt(sum / count) + 1e-12;
    m_baseline.clear();
}

double AbsorptionMonitor::distanceOf(const at::Tensor& statistics) const
{
    return ((statistics - m_mean) / m_deviation).square().mean().sqrt().item<double>();
}

void AbsorptionMonitor::restart()
{
    *this = AbsorptionMonitor(m_settings);
}

} // namespace imprint::engine
