#pragma once

#include "engine/core/ledger.h"
#include "engine/ispa/absorber.h"
#include "engine/nn/causal_block.h"

#include <cstdint>
#include <optional>
#include <span>

namespace imprint::engine {

/// KV caches by layer and ISPA's part, with the formula's bytes beside them, of a network that has seen so many latent frames.
/// absorber: null without ISPA. cache: of a layer that keeps its history. missing: of these frames, by layer, those that were never
/// met, because the layer was made again from an archive with a gap; empty: none.
Ledger cacheLedger(const DitState& state, const Absorber* absorber, const CacheSettings& cache,
                   const KvShape& shape, std::int64_t frames,
                   std::span<const std::int64_t> missing = {});

/// The same before a run: predictedBytes alone, of so many layers. Which of them give up their history shows only then; their
/// number is known, so the last ones stand for them. Exact, but for ISPA after its transition: an upper bound.
Ledger forecastCaches(const KvShape& shape, const CacheSettings& cache,
                      const std::optional<AbsorberSettings>& ispa, std::int64_t layers,
                      std::int64_t frames);

} // namespace imprint::engine
