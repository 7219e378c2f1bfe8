#pragma once

#include "engine/ispa/correction.h"
#include "engine/ispa/leverage_probe.h"
#include "engine/ispa/local_geometry.h"

#include <cstdint>
#include <map>
#include <optional>

namespace imprint::engine {

/// What one layer has in place of its history.
struct LayerAbsorption {
    Correction correction;
    double heldOutError = 1.0; ///< share of the discrepancy that it misses, see LayerSolution
    std::optional<LeverageProbe> probe; ///< of layers that are watched
};

/// What a generation has absorbed: another one of the same model can begin with it. A value whose tensors are never
/// changed. Thread: any.
struct Absorption {
    LocalGeometry local;
    std::int64_t lastBlock = 0;            ///< where the last block of the warm-up started
    std::int64_t passes = 1;               ///< over a block
    std::map<int, LayerAbsorption> layers; ///< those that gave up their history, by index
};

} // namespace imprint::engine
