#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// How noisy a step's latents are.
struct FlowLevel {
    double time = 0;  ///< as the network is told it, but for rounding
    double sigma = 0; ///< share of noise
};

/// The clean estimate x - sigma · flow in fp64, in the flow's type.
at::Tensor cleanEstimate(const at::Tensor& x, const at::Tensor& flow, double sigma);

/// (1 - sigma) · clean + sigma · noise in fp32, in the noise's type.
at::Tensor noised(const at::Tensor& clean, const at::Tensor& noise, double sigma);

/// Noise levels of a flow-matching model and the two formulas of its few-step sampler. Immutable; thread: any.
/// Source: Self-Forcing utils/scheduler.py and utils/wan_wrapper.py; specs/wan-causal.md 3.1; parity: scheduler.
class FlowSchedule {
public:
    /// shift: above 1, more of the table is spent on noisy levels.
    explicit FlowSchedule(double shift);

    /// The table, noisiest first: sigmas in (0, 1], times = 1000 · sigma; fp32 [1000].
    const at::Tensor& sigmas() const { return m_sigmas; }
    const at::Tensor& times() const { return m_times; }

    /// Nominal times 0 … 1000 as the network is told them: 0 stays 0. Throws Error(BadConfig) outside.
    std::vector<double> warped(const std::vector<std::int64_t>& nominal) const;

    /// The same with their sigmas.
    std::vector<FlowLevel> levels(const std::vector<std::int64_t>& nominal) const;

    /// So many levels on an even grid from 0.999 to 0, which is left out, warped by the shift; times are 1000 sigmas. Source: LongLive wan_5b/utils/fm_solvers_unipc.py.
    std::vector<FlowLevel> evenLevels(std::int64_t count) const;

    /// Sigma of the table's nearest time, the noisier one of two: that of time 0 is not 0.
    double sigmaAt(double time) const;

    /// cleanEstimate with sigma(time).
    at::Tensor clean(const at::Tensor& x, const at::Tensor& flow, double time) const;

    /// noised with sigma(time).
    at::Tensor noisy(const at::Tensor& clean, const at::Tensor& noise, double time) const;

private:
    double m_shift;
    at::Tensor m_sigmas;
    at::Tensor m_times;
};

/// Nominal times on an even grid from 1000 · strength to 0, without their fractions. Source: realtime-video; golden/README 30.
std::vector<std::int64_t> evenSteps(std::int64_t count, double strength = 1.0);

} // namespace imprint::engine
