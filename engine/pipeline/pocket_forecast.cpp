#include "engine/pipeline/pocket_forecast.h"

#include "engine/core/clock.h"
#include "engine/ispa/ispa_forecast.h"
#include "engine/pipeline/eviction_choice.h"
#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/pocket_ispa.h"
#include "engine/pipeline/pocket_sampler.h"

#include <cmath>

namespace imprint::engine {
namespace {

constexpr std::int64_t kStillFrames = 1;    // the first block
constexpr double kLongRunSeconds = 86400.0; // an endless one, for what grows to a limit

/// Latent frames behind a video of this length: the still and whole blocks.
std::int64_t latentFrames(const PocketConfig& config, double seconds)
{
    // Seconds are rarely exact in binary: whole samples first, lest a frame too many is counted.
    const std::int64_t samples = std::llround(seconds * kEngineSampleRate);
    const std::int64_t videoFrames =
        firstUnitFrom(samples, kEngineSampleRate, config.framesPerSecond);
    const std::int64_t perBlock = config.blockVideoFrames();
    const std::int64_t blocks = videoFrames <= 1 ? 0 : (videoFrames - 2) / perBlock + 1;
    return kStillFrames + blocks * config.generator.blockFrames;
}

} // namespace

Ledger forecastPocketLedger(const PocketModel& model, const SessionConfig& config, double seconds)
{
    const PocketConfig& sizes = model.config();
    const KvShape shape = model.generator.kvShape();
    const std::int64_t blockFrames = sizes.generator.blockFrames;
    const CacheSettings cache = pocketCacheSettings(config, blockFrames);
    const auto ispa = ispaSettings(config, blockFrames);
    const std::int64_t frames = latentFrames(sizes, seconds);
    const std::int64_t layers = sizes.generator.layers;
    // Which layers give up their history shows only then; their number is known, so the last ones stand for them.
    const std::int64_t local = ispa && frames >= ispa->warmFrames ? ispa->layers : 0;
    const auto evict = evictionSettings(config, sizes);
    const auto layerBytes = [&](std::int64_t layer) {
        if (evict)
            return TokenCache::predictedBytes(shape, *evict);
        return predictedKvBytes(
            shape, layer < layers - local ? cache : localCache(ispa->local, cache, frames), frames);
    };
    Ledger ledger;
    ledger.add({.consumer = MemoryConsumer::Weights, .predictedBytes = model.weightBytes});
    for (std::int64_t layer = 0; layer < layers; ++layer)
        ledger.add({.consumer = MemoryConsumer::KvCache,
                    .layer = static_cast<int>(layer),
                    .predictedBytes = layerBytes(layer)});
    if (ispa)
        ledger.add({.consumer = MemoryConsumer::Ispa,
                    .predictedBytes = forecastIspa(*ispa, shape, layers).bytesAfter(frames)});
    ledger.add({.consumer = MemoryConsumer::Archive,
                .predictedBytes = PocketIspa::predictedArchiveBytes(sizes, config, frames)});
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

MemoryCase pocketMemoryCase(const PocketModel& model, const SessionConfig& config,
                            std::optional<double> seconds)
{
    const PocketConfig& sizes = model.config();
    const std::int64_t blockFrames = sizes.generator.blockFrames;
    const Ledger forecast = forecastPocketLedger(
        model, config, seconds.value_or(kLongRunSeconds)); // checks the settings
    SessionConfig plain = config;
    plain.fCap = 0;
    plain.ispaLayers = 1; // for the other settings of ISPA; how many layers is the solver's to say
    MemoryCase run{.layers = static_cast<int>(sizes.generator.layers),
                   .shape = model.generator.kvShape(),
                   .cache = pocketCacheSettings(plain, blockFrames),
                   .ispa = *ispaSettings(plain, blockFrames),
                   .otherBytes = forecast.predictedBytes() -
                                 forecast.predictedBytes(MemoryConsumer::KvCache) -
                                 forecast.predictedBytes(MemoryConsumer::Ispa),
                   .wanted = {.fCap = config.fCap,
                              .kvBits = config.kvBits,
                              .ispaLayers = config.ispaLayers,
                              .ispaWindowFrames = config.ispaWindowFrames}};
    if (seconds)
        run.frames = latentFrames(sizes, *seconds);
    return run;
}

} // namespace imprint::engine
