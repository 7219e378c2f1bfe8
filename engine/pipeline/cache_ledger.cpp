#include "engine/pipeline/cache_ledger.h"

#include "engine/ispa/ispa_forecast.h"

namespace imprint::engine {

Ledger cacheLedger(const DitState& state, const Absorber* absorber, const CacheSettings& cache,
                   const KvShape& shape, std::int64_t frames, std::span<const std::int64_t> missing)
{
    Ledger ledger;
    for (std::size_t layer = 0; layer < state.caches.size(); ++layer)
        ledger.add({.consumer = MemoryConsumer::KvCache,
                    .layer = static_cast<int>(layer),
                    .measuredBytes = state.caches[layer].bytes(),
                    .predictedBytes =
                        predictedKvBytes(shape, absorber ? absorber->cacheOf(layer, cache) : cache,
                                         frames - (missing.empty() ? 0 : missing[layer]))});
    if (absorber)
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .measuredBytes = absorber->bytes(),
                    .predictedBytes = absorber->predictedBytes()});
    return ledger;
}

Ledger forecastCaches(const KvShape& shape, const CacheSettings& cache,
                      const std::optional<AbsorberSettings>& ispa, std::int64_t layers,
                      std::int64_t frames)
{
    const std::int64_t local = ispa && frames >= ispa->warmFrames ? ispa->layers : 0;
    Ledger ledger;
    for (std::int64_t layer = 0; layer < layers; ++layer)
        ledger.add(
            {.consumer = MemoryConsumer::KvCache,
             .layer = static_cast<int>(layer),
             .predictedBytes = predictedKvBytes(
                 shape, layer < layers - local ? cache : localCache(ispa->local, cache, frames),
                 frames)});
    if (ispa)
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .predictedBytes = forecastIspa(*ispa, shape, layers).bytesAfter(frames)});
    return ledger;
}

} // namespace imprint::engine
