#include "engine/core/error.h"
#include "engine/pipeline/cache_ledger.h"
#include "engine/pipeline/wan/video_session.h"
#include "engine/pipeline/wan/wan_persona.h"
#include "engine/pipeline/wan/wan_session.h"
#include "engine/pipeline/wan/wan_settings.h"
#include "engine/pipeline/wan/wan_sizes.h"

namespace imprint::engine {
namespace {

constexpr double kLongRunSeconds = 86400.0; // an endless one, for what grows to a limit

std::int64_t latentFrames(const WanModel& model, double seconds)
{
    return blocksOf(rhythmOf(model), seconds) * model.recipe().sampler.blockFrames;
}

/// Of a clip that the session goes on from.
std::int64_t framesBefore(const WanModel& model, const SessionRequest& request)
{
    return request.persona.empty() ? 0 : personaFrames(model.recipe(), request.config);
}

/// Throws Error(BadConfig) if the recipe's longest clip is shorter. before: of these frames, those that are there already.
void requireLength(const WanModel& model, const CacheSettings& cache, std::int64_t frames,
                   std::int64_t before)
{
    if (cache.kind != CacheKind::Growing || cache.maximumFrames == 0 ||
        frames <= cache.maximumFrames)
        return;
    const VideoRhythm rhythm = rhythmOf(model);
    const std::int64_t blocks = (cache.maximumFrames - before) / model.recipe().sampler.blockFrames;
    const double most = static_cast<double>(rhythm.firstFrame(blocks)) / rhythm.framesPerSecond;
    throw Error(ErrorCode::BadConfig,
                concat("model '", model.parts().name(), "' was trained for videos of at most ",
                       most, " seconds"),
                concat("Ask for no more, or give it a window that moves along: --kv-policy ",
                       enumName(CacheKind::SinkWindow)));
}

} // namespace

VideoRhythm rhythmOf(const WanModel& model)
{
    const auto perLatent = static_cast<int>(model.parts().decoder().framesPerLatent());
    const auto perBlock = static_cast<int>(model.recipe().sampler.blockFrames);
    return {.firstBlockFrames = 1 + perLatent * (perBlock - 1),
            .blockFrames = perLatent * perBlock,
            .framesPerSecond = static_cast<int>(model.parts().format().framesPerSecond)};
}

Ledger forecastWanLedger(const WanModel& model, const SessionRequest& request, double seconds)
{
    const VideoParts& parts = model.parts();
    const PictureShape size = pictureShape(parts, request.size);
    const WanRecipe recipe = recipeFor(model.recipe(), request.config);
    const WanRolloutSettings settings =
        rolloutSettingsFor(recipe, request.config, size.rows, size.columns, model.dit().type());
    const CacheSettings cache = cacheSettingsOf(recipe, settings);
    const std::int64_t before = framesBefore(model, request);
    const std::int64_t frames = before + latentFrames(model, seconds);
    requireLength(model, cache, frames, before);

    Ledger ledger = forecastParts(
        parts, {.shape = size, .rhythm = rhythmOf(model), .keptFrames = keptFrames(parts, recipe)},
        seconds);
    ledger.append(forecastCaches(model.dit().kvShape(size.rows, size.columns), cache, settings.ispa,
                                 recipe.network.layers, frames));
    ledger.add({.consumer = MemoryConsumer::CrossCache,
                .predictedBytes = model.dit().predictedCrossBytes()});
    if (settings.archive)
        ledger.add({.consumer = MemoryConsumer::Archive,
                    .predictedBytes =
                        predictedArchiveBytes(recipe, settings, frames, parts.embeddingBytes())});
    if (parts.voice() != nullptr)
        ledger.add({.consumer = MemoryConsumer::ReferenceState,
                    .predictedBytes = referenceBytes(recipe, settings)});
    return ledger;
}

MemoryCase wanMemoryCase(const WanModel& model, const SessionRequest& request,
                         std::optional<double> seconds)
{
    const SessionConfig& config = request.config;
    const std::int64_t blockFrames = model.recipe().sampler.blockFrames;
    const VideoRhythm rhythm = rhythmOf(model);
    const PictureShape size = pictureShape(model.parts(), request.size);
    SessionConfig plain = config;
    plain.fCap = 0;
    plain.ispaLayers = 0; // how many layers is the solver's to say
    plain.ispaControl = IspaControl::None;
    const WanRecipe recipe = recipeFor(model.recipe(), plain);
    CacheSettings cache = cacheSettingsOf(
        recipe, rolloutSettingsFor(recipe, plain, size.rows, size.columns, model.dit().type()));
    if (!seconds && cache.kind == CacheKind::Growing && cache.maximumFrames > 0)
        seconds = static_cast<double>(rhythm.firstFrame(
                      (cache.maximumFrames - framesBefore(model, request)) / blockFrames)) /
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
    run.otherBytes = forecast.predictedBytes() - forecast.predictedBytes(MemoryConsumer::KvCache) -
                     forecast.predictedBytes(MemoryConsumer::Ispa);
    run.wanted = {.fCap = config.fCap,
                  .kvBits = config.kvBits,
                  .ispaLayers = config.ispaLayers,
                  .ispaWindowFrames = config.ispaWindowFrames};
    if (seconds)
        run.frames = framesBefore(model, request) + latentFrames(model, *seconds);
    return run;
}

} // namespace imprint::engine
