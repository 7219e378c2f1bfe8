#include "engine/core/clock.h"
#include "engine/core/error.h"
#include "engine/ispa/ispa_forecast.h"
#include "engine/pipeline/wan/wan_archive.h"
#include "engine/pipeline/wan/wan_feature_stage.h"
#include "engine/pipeline/wan/wan_session.h"
#include "engine/pipeline/wan/wan_settings.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <algorithm>
#include <cmath>

namespace imprint::engine {
namespace {

constexpr double kLongRunSeconds = 86400.0; // an endless one, for what grows to a limit

/// Whole blocks behind a video of this length, in latent frames.
std::int64_t latentFrames(const WanModel& model, double seconds)
{
    const VideoRhythm rhythm = rhythmOf(model);
    // Seconds are rarely exact in binary: whole samples first, lest a frame too many is counted.
    const std::int64_t samples = std::llround(seconds * kEngineSampleRate);
    const std::int64_t frames = firstUnitFrom(samples, kEngineSampleRate, rhythm.framesPerSecond);
    return rhythm.firstBlockFrom(frames) * model.recipe().sampler.blockFrames;
}

/// What a model that speaks keeps of the sound; 0 for all others.
std::int64_t hearingBytes(const WanModel& model, double seconds)
{
    if (model.voice() == nullptr)
        return 0;
    const VideoRhythm rhythm = rhythmOf(model);
    const std::int64_t samples = std::llround(seconds * kEngineSampleRate);
    const std::int64_t frames = firstUnitFrom(samples, kEngineSampleRate, rhythm.framesPerSecond);
    const std::int64_t last = std::max<std::int64_t>(rhythm.firstBlockFrom(frames) - 1, 0);
    return BlockHearing::forecastStateBytes(*model.voice(), rhythm.framesPerSecond, samples,
                                            rhythm.firstFrame(last), rhythm.endFrame(last));
}

/// Throws Error(BadConfig) if the recipe's longest clip is shorter.
void requireLength(const WanModel& model, const CacheSettings& cache, std::int64_t frames)
{
    if (cache.kind != CacheKind::Growing || cache.maximumFrames == 0 ||
        frames <= cache.maximumFrames)
        return;
    const VideoRhythm rhythm = rhythmOf(model);
    const std::int64_t blocks = cache.maximumFrames / model.recipe().sampler.blockFrames;
    const double most = static_cast<double>(rhythm.firstFrame(blocks)) / rhythm.framesPerSecond;
    throw Error(
        ErrorCode::BadConfig,
        concat("model '", model.name(), "' was trained for videos of at most ", most, " seconds"),
        concat("Ask for no more, or give it a window that moves along: --kv-policy ",
               enumName(CacheKind::SinkWindow)));
}

} // namespace

VideoRhythm rhythmOf(const WanModel& model)
{
    const auto perLatent = static_cast<int>(model.decoder().framesPerLatent());
    const auto perBlock = static_cast<int>(model.recipe().sampler.blockFrames);
    return {.firstBlockFrames = 1 + perLatent * (perBlock - 1),
            .blockFrames = perLatent * perBlock,
            .framesPerSecond = static_cast<int>(model.format().framesPerSecond)};
}

Ledger forecastWanLedger(const WanModel& model, const SessionRequest& request, double seconds)
{
    const SessionConfig& config = request.config;
    const PictureShape size = pictureShape(model, request.size);
    const WanRecipe recipe = recipeFor(model.recipe(), config);
    const WanRolloutSettings settings = rolloutSettingsFor(recipe, config, size.rows, size.columns);
    const CacheSettings cache = cacheSettingsOf(recipe, settings);
    const std::int64_t frames = latentFrames(model, seconds);
    requireLength(model, cache, frames);

    const KvShape shape = model.dit().kvShape(size.rows, size.columns);
    const std::int64_t layers = recipe.network.layers;
    const std::int64_t blockFrames = recipe.sampler.blockFrames;
    // Which layers give up their history shows only then; their number is known, so the last ones stand for them.
    const auto& ispa = settings.ispa;
    const std::int64_t local = ispa && frames >= ispa->warmFrames ? ispa->layers : 0;
    Ledger ledger;
    ledger.add({.consumer = MemoryConsumer::Weights, .predictedBytes = model.weightBytes()});
    for (std::int64_t layer = 0; layer < layers; ++layer)
        ledger.add(
            {.consumer = MemoryConsumer::KvCache,
             .layer = static_cast<int>(layer),
             .predictedBytes = predictedKvBytes(
                 shape, layer < layers - local ? cache : localCache(ispa->local, cache, frames),
                 frames)});
    if (ispa)
        ledger.add(
            {.consumer = MemoryConsumer::Ispa,
             .predictedBytes = forecastIspa(*ispa, shape, layers, blockFrames).bytesAfter(frames)});
    ledger.add({.consumer = MemoryConsumer::CrossCache,
                .predictedBytes = model.dit().predictedCrossBytes()});
    ledger.add({.consumer = MemoryConsumer::DecoderState,
                .predictedBytes = predictedDecoderBytes(model, recipe, settings)});
    ledger.add(
        {.consumer = MemoryConsumer::FeatureState,
         .predictedBytes = WanFeatureStage::embeddingBytes(model) + hearingBytes(model, seconds)});
    if (model.voice() != nullptr) {
        ledger.add({.consumer = MemoryConsumer::ReferenceState,
                    .predictedBytes = referenceBytes(recipe, settings)});
        ledger.add({.consumer = MemoryConsumer::Archive,
                    .predictedBytes = predictedArchiveBytes(recipe, settings, config,
                                                            model.dit().type(), frames)});
    }
    return ledger;
}

MemoryCase wanMemoryCase(const WanModel& model, const SessionRequest& request,
                         std::optional<double> seconds)
{
    const SessionConfig& config = request.config;
    const std::int64_t blockFrames = model.recipe().sampler.blockFrames;
    const VideoRhythm rhythm = rhythmOf(model);
    const PictureShape size = pictureShape(model, request.size);
    SessionConfig plain = config;
    plain.fCap = 0;
    plain.ispaLayers = 0; // how many layers is the solver's to say
    plain.ispaControl = IspaControl::None;
    const WanRecipe recipe = recipeFor(model.recipe(), plain);
    CacheSettings cache =
        cacheSettingsOf(recipe, rolloutSettingsFor(recipe, plain, size.rows, size.columns));
    if (!seconds && cache.kind == CacheKind::Growing && cache.maximumFrames > 0)
        seconds = static_cast<double>(rhythm.firstFrame(cache.maximumFrames / blockFrames)) /
                  rhythm.framesPerSecond;
    const Ledger forecast = forecastWanLedger(model, request, seconds.value_or(kLongRunSeconds));
    if (cache.kind == CacheKind::Growing) { // what a cap makes of it
        cache.maximumFrames = 0;
        cache.sinkFrames = config.kvSinkFrames;
        cache.capacityFrames = config.kvSinkFrames + config.kvWindowFrames + blockFrames;
    }
    plain.ispaLayers = 1; // for the other settings of ISPA
    plain.ispaControl = config.ispaControl;
    MemoryCase run;
    run.layers = static_cast<int>(recipe.network.layers);
    run.shape = model.dit().kvShape(size.rows, size.columns);
    run.cache = cache;
    run.ispa = *ispaSettings(plain, recipe);
    run.firstBlock = blockFrames;
    run.otherBytes = forecast.predictedBytes() - forecast.predictedBytes(MemoryConsumer::KvCache) -
                     forecast.predictedBytes(MemoryConsumer::Ispa);
    run.wanted = {.fCap = config.fCap,
                  .kvBits = config.kvBits,
                  .ispaLayers = config.ispaLayers,
                  .ispaWindowFrames = config.ispaWindowFrames};
    if (seconds)
        run.frames = latentFrames(model, *seconds);
    return run;
}

} // namespace imprint::engine
