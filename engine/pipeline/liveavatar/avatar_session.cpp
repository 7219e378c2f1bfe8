#include "engine/pipeline/liveavatar/avatar_session.h"

#include "engine/core/error.h"
#include "engine/models/liveavatar/picture_size.h"
#include "engine/pipeline/cache_ledger.h"
#include "engine/pipeline/liveavatar/avatar_generator_stage.h"
#include "engine/pipeline/liveavatar/avatar_settings.h"
#include "engine/pipeline/speaking/reference_picture.h"
#include "engine/pipeline/wan/video_session.h"
#include "engine/pipeline/wan/wan_settings.h"

#include <cmath>
#include <utility>

namespace imprint::engine {
namespace {

constexpr int kSizeStep = 64; // pixels: a token of the motion in its largest patches

/// The picture enlarged until it has as many pixels as the video may have: a small one is scaled up, not framed in black.
PictureSize enlarged(const PictureSize& picture, std::int64_t area)
{
    const std::int64_t pixels = picture.height * picture.width;
    if (pixels < 1 || pixels >= area)
        return picture;
    const double scale = std::sqrt(static_cast<double>(area) / static_cast<double>(pixels));
    const auto scaled = [&](std::int64_t side) {
        return std::llround(static_cast<double>(side) * scale);
    };
    return {.height = scaled(picture.height), .width = scaled(picture.width)};
}

} // namespace

VideoRhythm rhythmOf(const AvatarModel& model)
{
    const auto frames = static_cast<int>(model.parts().decoder().framesPerLatent() *
                                         model.recipe().sampler.blockFrames);
    return {.firstBlockFrames = frames,
            .blockFrames = frames,
            .framesPerSecond = static_cast<int>(model.parts().format().framesPerSecond)};
}

PictureShape avatarShape(const AvatarModel& model, const SessionRequest& request)
{
    const VideoParts& parts = model.parts();
    if (request.size % kSizeStep != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("model '", parts.name(), "' cannot make pictures of ", request.size,
                           " x ", request.size, " pixels"),
                    concat("Both must be multiples of ", kSizeStep));
    const std::int64_t own = parts.format().width * parts.format().height;
    const std::int64_t area = request.size > 0 ? std::int64_t{request.size} * request.size : own;
    PictureSize picture{.height = kSizeStep, .width = kSizeStep};
    if (request.reference)
        picture = {.height = request.reference->height, .width = request.reference->width};
    const PictureSize video = videoSizeFor(enlarged(picture, area), area);
    const std::int64_t factor = parts.decoder().spatialFactor();
    return {.width = video.width,
            .height = video.height,
            .rows = video.height / factor,
            .columns = video.width / factor};
}

Ledger forecastAvatarLedger(const AvatarModel& model, const SessionRequest& request, double seconds)
{
    const PictureShape shape = avatarShape(model, request);
    const AvatarRecipe& recipe = model.recipe();
    const AvatarSampler sampler = samplerFor(recipe, request.config);
    const AvatarSettings settings =
        avatarSettingsFor(recipe, request.config, shape.rows, shape.columns);
    const std::int64_t blocks = blocksOf(rhythmOf(model), seconds);

    Ledger ledger =
        forecastParts(model.parts(), {.shape = shape, .rhythm = rhythmOf(model)}, seconds);
    const std::int64_t condition = model.dit().predictedConditionBytes(shape.rows, shape.columns);
    for (LedgerEntry entry :
         forecastCaches(model.dit().kvShape(shape.rows, shape.columns), ringOf(settings),
                        settings.ispa, recipe.network.trunk.layers, blocks * sampler.blockFrames)
             .entries) {
        entry.predictedBytes *= sampler.steps;
        if (entry.consumer == MemoryConsumer::KvCache)
            entry.predictedBytes += condition;
        ledger.add(entry);
    }
    ledger.add({.consumer = MemoryConsumer::CrossCache,
                .predictedBytes = model.dit().trunk().predictedCrossBytes()});
    ledger.add({.consumer = MemoryConsumer::ReferenceState,
                .predictedBytes = ConditionLatents::predictedBytes(
                    recipe.reference, recipe.network.motionFrames(),
                    bytesPerLatent(model, settings), blocks)});
    return ledger;
}

std::unique_ptr<EngineSession> openAvatarSession(const std::shared_ptr<const AvatarModel>& model,
                                                 const SessionRequest& request)
{
    const PictureShape shape = avatarShape(*model, request);
    const AvatarSampler sampler = samplerFor(model->recipe(), request.config);
    const AvatarSettings settings =
        avatarSettingsFor(model->recipe(), request.config, shape.rows, shape.columns);
    VideoRun run{.shape = shape,
                 .rhythm = rhythmOf(*model),
                 .networkWidth = model->recipe().network.trunk.dim};
    run.check = [model, opened = request.config](const SessionConfig& config) {
        samplerFor(model->recipe(), config);
        requireSameRun(opened, config);
    };
    run.makeGenerator = [&](DecodedFrames&, std::stop_token stop) {
        return std::make_unique<AvatarGeneratorStage>(
            model, sampler, settings, request.config.seed,
            referencePicture(*request.reference, shape.height, shape.width), std::move(stop));
    };
    return openVideoSession(model->sharedParts(), request, run);
}

} // namespace imprint::engine
