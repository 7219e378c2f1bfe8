#include "engine/core/clock.h"
#include "engine/core/error.h"
#include "engine/ispa/ispa_forecast.h"
#include "engine/pipeline/wan/wan_feature_stage.h"
#include "engine/pipeline/wan/wan_session.h"
#include "engine/pipeline/wan/wan_settings.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <cmath>

namespace imprint::engine {
namespace {

/// Whole blocks behind a video of this length, in latent frames.
std::int64_t latentFrames(const WanModel& model, double seconds)
{
    const VideoRhythm rhythm = rhythmOf(model);
    // Seconds are rarely exact in binary: whole samples first, lest a frame too many is counted.
    const std::int64_t samples = std::llround(seconds * kEngineSampleRate);
    const std::int64_t frames = firstUnitFrom(samples, kEngineSampleRate, rhythm.framesPerSecond);
    return rhythm.firstBlockFrom(frames) * model.recipe().sampler.blockFrames;
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
    ledger.add({.consumer = MemoryConsumer::FeatureState,
                .predictedBytes = WanFeatureStage::embeddingBytes(model)});
    return ledger;
}

} // namespace imprint::engine
