#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// Limits and lengths of the monitor.
struct MonitorSettings {
    std::int64_t baselineBlocks = 12; ///< that show how much a block usually differs
    double mostDistance = 4.0;        ///< of the latents, in units of the usual one
    std::int64_t leverageBlocks = 6;  ///< behind an absorption that show the usual leverage
    double mostLeverage = 3.0;        ///< of the layers' local rows, in units of the usual one
    int blocksInARow = 2;             ///< beyond a limit, before it counts
};

/// Watches block by block whether what was absorbed still fits: whether attention has left the range that the corrections
/// were solved from, and whether the latents look like those of the first seconds. Cheap: no history and no pass of the
/// network. Thread: the generator's. Source: specs/ispa.md 10, drift monitor.
class AbsorptionMonitor {
public:
    explicit AbsorptionMonitor(const MonitorSettings& settings = {});

    /// A block of clean latents [F, S, width], and the leverage that its passes had (nothing: no layer is watched).
    /// Returns whether a figure has just left its band.
    bool observe(const at::Tensor& clean, std::optional<double> leverage);

    /// Of the latest block to the mean of the first ones, over the means and deviations of all channels; 1 is the usual
    /// distance. 0 while there is nothing to compare with.
    double distance() const { return m_distance; }

    /// A figure has been beyond its limit for some blocks in a row, and still is.
    bool outOfBand() const { return m_beyond >= m_settings.blocksInARow; }

    /// What follows is a new scene.
    void restart();

    /// Layers have absorbed anew: what their leverage usually is shows from now on.
    void beginAbsorption();

private:
    bool leverageWithin(std::optional<double> leverage);
    void learn(const at::Tensor& statistics);
    void finishBaseline();
    double distanceOf(const at::Tensor& statistics) const;

    MonitorSettings m_settings;
    std::vector<at::Tensor> m_baseline; // statistics of its blocks, until there are enough
    at::Tensor m_mean;                  // [2·width]
    at::Tensor m_deviation;             // [2·width]; undefined before the baseline is there
    double m_usual = 1;                 // distance of a block of the baseline to the others
    double m_distance = 0;
    double m_leverageSum = 0; // of the first blocks behind the absorption
    std::int64_t m_leverageBlocks = 0;
    int m_beyond = 0;
};

} // namespace imprint::engine
