#pragma once

#include "engine/core/ledger.h"
#include "engine/ispa/absorber.h"
#include "engine/nn/causal_block.h"

#include <cstdint>

namespace imprint::engine {

/// KV caches by layer and ISPA's part, with the formula's bytes beside them, of a network that has seen so many latent frames.
/// absorber: null without ISPA. cache: of a layer that keeps its history.
Ledger cacheLedger(const DitState& state, const Absorber* absorber, const CacheSettings& cache,
                   const KvShape& shape, std::int64_t frames);

} // namespace imprint::engine
