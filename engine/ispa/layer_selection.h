#pragma once

#include "engine/core/ispa_choices.h"
#include "engine/ispa/layer_solver.h"

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// What the rules compare. Small is a good candidate.
struct LayerScore {
    double residual =
        0.0; ///< energy left after correction, at the layer's output, as a share of the stream's
    double discrepancy = 0.0; ///< the same before correction
    double evictedMass = 0.0;
    double bytesFreed = 1.0;
};

/// How a layer sits in its network.
struct LayerPlace {
    at::Tensor outputWeight;   ///< W_oᵀ [out, in]
    double streamEnergy = 1.0; ///< mean ‖x‖² per row of the residual stream at the layer
    double sensitivity =
        1.0; ///< how much noise at this layer changes the block's output; 1 if unknown
    double bytesFreed = 1.0;
};

/// Scores a solved layer. The energy passes to the output by the mean gain of each head's part of W_o: exact if its
/// channels were alike and heads independent. A layer without correction is scored by its discrepancy.
LayerScore scoreOf(const LayerSolution& solution, const LayerPlace& place);

/// The layers that go local, `count` of them, increasing. Ties go to the lower index.
/// Throws Error(BadConfig) if there are not so many.
std::vector<int> selectLayers(const std::vector<LayerScore>& layers, int count, SelectionRule rule,
                              std::uint64_t seed = 0);

} // namespace imprint::engine
