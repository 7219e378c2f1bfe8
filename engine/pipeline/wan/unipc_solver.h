#pragma once

#include "engine/pipeline/wan/flow_schedule.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <vector>

namespace imprint::engine {

/// Moves the noisy latents of one block from level to level: a predictor of order 2 in the clean estimates, and before each
/// of its steps a corrector that uses the estimate which the step before did not have yet (UniPC with B(h) = e^h - 1, on clean
/// estimates). No fresh noise. Owned by one block; thread: the generator's.
/// Source: the UniPC paper (Zhao et al. 2023); LongLive wan_5b/utils/fm_solvers_unipc.py; parity: longlive2-pipeline.
class UniPcSolver {
public:
    /// levels  falling sigmas below 1; the last one leads to the clean estimate itself, which is no step of this
    explicit UniPcSolver(std::vector<FlowLevel> levels);

    /// x      latents at the level that is next in turn, as the network saw them
    /// clean  what it made of them
    /// Returns the latents at the level behind it, in the type of x. Once per level but the last, in their order.
    at::Tensor next(const at::Tensor& x, const at::Tensor& clean);

private:
    double logSnr(std::size_t level) const; // log of signal by noise
    at::Tensor corrected(const at::Tensor& clean) const;
    at::Tensor predicted(const at::Tensor& x, const at::Tensor& clean) const;
    at::Tensor slope(std::size_t from, double step) const;

    std::vector<FlowLevel> m_levels;
    std::size_t m_level = 0;          // in turn
    std::vector<at::Tensor> m_cleans; // estimates of the levels before, fp32
    at::Tensor m_before;              // latents of the level before, corrected, fp32
};

} // namespace imprint::engine
