#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// Noise levels of a sampler that follows the flow from one to the next, without fresh noise. Immutable; thread: any.
/// The shift acts twice: on the table of 1000 levels, of which the least noisy one sets where the steps end, and on the
/// steps between. Source: LiveAvatar's use of diffusers' FlowMatchEulerDiscreteScheduler; specs/avatars.md B7; parity:
/// liveavatar-pipeline.
class EulerSchedule {
public:
    /// Throws Error(BadConfig) for no steps, or a shift that is not above 0.
    EulerSchedule(std::int64_t steps, double shift);

    /// Noisiest first, a 0 behind the last step's [steps + 1]; numbers of fp32.
    const std::vector<float>& sigmas() const { return m_sigmas; }

    /// What the network is told at a step, in 0 … 1000; a number of fp32.
    double time(std::int64_t step) const;

    /// x + (next sigma - sigma) · flow: step width and product are rounded to the type of x, the sum is fp32, rounded once.
    at::Tensor advanced(const at::Tensor& x, const at::Tensor& flow, std::int64_t step) const;

private:
    std::vector<float> m_sigmas;
};

} // namespace imprint::engine
