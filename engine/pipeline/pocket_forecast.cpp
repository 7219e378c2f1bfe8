#include "engine/pipeline/pocket_forecast.h"

#include "engine/core/clock.h"
#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/pocket_sampler.h"

#include <cmath>

namespace imprint::engine {
namespace {

/// Latent frames behind a video of this length: the still and whole blocks.
std::int64_t latentFrames(const PocketConfig& config, double seconds)
{
    // Seconds are rarely exact in binary: whole samples first, lest a frame too many is counted.
    const std::int64_t samples = std::llround(seconds * kEngineSampleRate);
    const std::int64_t videoFrames =
        firstUnitFrom(samples, kEngineSampleRate, config.framesPerSecond);
    const std::int64_t perBlock = config.blockVideoFrames();
    const std::int64_t blocks = videoFrames <= 1 ? 0 : (videoFrames - 2) / perBlock + 1;
    return 1 + blocks * config.generator.blockFrames;
}

} // namespace

Ledger forecastPocketLedger(const PocketModel& model, const SessionConfig& config, double seconds)
{
    const PocketConfig& sizes = model.config();
    const KvShape shape = model.generator.kvShape();
    const CacheSettings cache = pocketCacheSettings(
        config.kvPolicy, config.kvSinkFrames, config.kvWindowFrames, sizes.generator.blockFrames);
    Ledger ledger;
    ledger.add({.consumer = MemoryConsumer::Weights, .predictedBytes = model.weightBytes});
    for (int layer = 0; layer < static_cast<int>(sizes.generator.layers); ++layer)
        ledger.add(
            {.consumer = MemoryConsumer::KvCache,
             .layer = layer,
             .predictedBytes = predictedKvBytes(shape, cache, latentFrames(sizes, seconds))});
    ledger.add(
        {.consumer = MemoryConsumer::CrossCache,
         .predictedBytes = model.generator.predictedCrossBytes(sizes.generator.blockFrames)});
    if (sizes.posedReference)
        ledger.add({.consumer = MemoryConsumer::ReferenceState,
                    .predictedBytes = GeneratorStage::predictedReferenceBytes(sizes)});
    ledger.add({.consumer = MemoryConsumer::DecoderState,
                .predictedBytes = model.decoder.predictedStateBytes()});
    ledger.add({.consumer = MemoryConsumer::FeatureState,
                .predictedBytes = FeatureStage::predictedStateBytes(sizes)});
    return ledger;
}

} // namespace imprint::engine
