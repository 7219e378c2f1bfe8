#include "engine/pipeline/liveavatar/avatar_session.h"

#include "engine/core/error.h"
#include "engine/models/liveavatar/picture_size.h"
#include "engine/pipeline/cache_ledger.h"
#include "engine/pipeline/liveavatar/avatar_generator_stage.h"
#include "engine/pipeline/liveavatar/avatar_persona.h"
#include "engine/pipeline/liveavatar/avatar_settings.h"
#include "engine/pipeline/speaking/reference_picture.h"
#include "engine/pipeline/wan/video_persona.h"
#include "engine/pipeline/wan/video_session.h"
#include "engine/pipeline/wan/wan_settings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace imprint::engine {
namespace {

constexpr double kLongClipSeconds = 86400.0; // an endless one, for what grows to a limit
constexpr int kSizeStep = 64;                // pixels: a token of the motion in its largest patches

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

/// Different references and motions that the blocks of the archive saw, after so many in all.
std::int64_t thingsSeen(const AvatarReference& policy, const AvatarSettings& settings,
                        std::int64_t blocks)
{
    const std::int64_t first = std::max<std::int64_t>(blocks - settings.archivedBlocks, 0);
    const auto seen = [&](std::int64_t block) {
        return policy.renewedBefore > 0 && block >= policy.renewedBefore ? 1 : 0;
    };
    return blocks == 0 ? 0 : 1 + seen(blocks - 1) - seen(first);
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
    ledger.add({.consumer = MemoryConsumer::Archive,
                .predictedBytes = predictedArchiveBytes(
                    model.dit(), sampler, settings, blocks,
                    thingsSeen(recipe.reference, settings, blocks) *
                        (model.parts().embeddingBytes() +
                         (1 + recipe.network.motionFrames()) * bytesPerLatent(model, settings)))});
    return ledger;
}

namespace {

/// What a clip without ISPA holds besides its caches, when that is most: at its end, or while the reference is renewed and the
/// archive still has what blocks saw before.
std::int64_t mostOtherBytes(const AvatarModel& model, const SessionRequest& request, double seconds)
{
    const VideoRhythm rhythm = rhythmOf(model);
    const PictureShape shape = avatarShape(model, request);
    const std::int64_t kept =
        avatarSettingsFor(model.recipe(), request.config, shape.rows, shape.columns).archivedBlocks;
    const std::int64_t renewed = model.recipe().reference.renewedBefore;
    const std::int64_t end = blocksOf(rhythm, seconds);
    std::int64_t most = 0;
    for (const std::int64_t blocks : {end, renewed, renewed + kept - 1}) {
        const std::int64_t frames = rhythm.firstFrame(std::clamp<std::int64_t>(blocks, 0, end));
        const Ledger forecast = forecastAvatarLedger(
            model, request, static_cast<double>(frames) / rhythm.framesPerSecond);
        most = std::max(most, forecast.predictedBytes() -
                                  forecast.predictedBytes(MemoryConsumer::KvCache));
    }
    return most;
}

} // namespace

MemoryCase avatarMemoryCase(const AvatarModel& model, const SessionRequest& request,
                            std::optional<double> seconds)
{
    const PictureShape shape = avatarShape(model, request);
    const AvatarRecipe& recipe = model.recipe();
    SessionRequest wanted = request;
    wanted.config.ispaLayers = 0; // how many layers is the solver's to say
    wanted.config.ispaControl = IspaControl::None;
    const AvatarSampler sampler = samplerFor(recipe, wanted.config);
    MemoryCase run;
    run.levels = sampler.steps;
    run.layers = static_cast<int>(recipe.network.trunk.layers);
    run.shape = model.dit().kvShape(shape.rows, shape.columns);
    run.cache = ringOf(avatarSettingsFor(recipe, wanted.config, shape.rows, shape.columns));
    run.otherBytes = mostOtherBytes(model, wanted, seconds.value_or(kLongClipSeconds)) +
                     run.layers * model.dit().predictedConditionBytes(shape.rows, shape.columns);
    wanted.config.ispaLayers = 1; // for the other settings of ISPA
    wanted.config.ispaControl = request.config.ispaControl;
    run.ispa = *avatarIspaSettings(wanted.config, sampler);
    run.wanted = {.kvBits = request.config.kvBits,
                  .ispaLayers = request.config.ispaLayers,
                  .ispaWindowFrames = request.config.ispaWindowFrames};
    if (seconds)
        run.frames = blocksOf(rhythmOf(model), *seconds) * sampler.blockFrames;
    return run;
}

std::unique_ptr<EngineSession> openAvatarSession(const std::shared_ptr<const AvatarModel>& model,
                                                 const SessionRequest& wanted)
{
    const AskedPersona asked = askedPersona(wanted);
    const SessionRequest& request = asked.request;
    const PictureShape shape = avatarShape(*model, request);
    const AvatarSampler sampler = samplerFor(model->recipe(), request.config);
    const AvatarSettings settings =
        avatarSettingsFor(model->recipe(), request.config, shape.rows, shape.columns);
    VideoRun run{.shape = shape,
                 .rhythm = rhythmOf(*model),
                 .networkWidth = model->recipe().network.trunk.dim};
    run.check = [model, shape, opened = request.config](const SessionConfig& config) {
        samplerFor(model->recipe(), config);
        avatarSettingsFor(model->recipe(), config, shape.rows, shape.columns);
        requireSameRun(opened, config, IspaChange::Possible);
    };
    run.personaFacts = [model, sampler, shape](const SessionConfig& config) {
        return avatarFacts(*model, sampler, shape, config);
    };
    std::shared_ptr<const Learnt> beginning;
    if (asked.persona)
        beginning = std::make_shared<const Learnt>(avatarBeginning(
            *asked.persona, *model, sampler, shape, request.config, request.persona));
    run.makeGenerator = [&](DecodedFrames&, std::stop_token stop) {
        return std::make_unique<AvatarGeneratorStage>(
            model, request.config, sampler, settings,
            referencePicture(*request.reference, shape.height, shape.width), beginning,
            std::move(stop));
    };
    return openVideoSession(model->sharedParts(), request, run);
}

} // namespace imprint::engine
