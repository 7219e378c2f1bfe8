#include "engine/pipeline/wan/wan_session.h"

#include "engine/core/error.h"
#include "engine/core/work_watch.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/pipeline/livetalk/block_hearing.h"
#include "engine/pipeline/livetalk/reference_picture.h"
#include "engine/pipeline/stage_loop.h"
#include "engine/pipeline/staged_session.h"
#include "engine/pipeline/wan/wan_generator_stage.h"
#include "engine/pipeline/wan/wan_settings.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace imprint::engine {
namespace {

SessionInfo infoOf(const WanModel& model, const PictureShape& shape)
{
    const VideoRhythm rhythm = rhythmOf(model);
    return {.width = static_cast<int>(shape.width),
            .height = static_cast<int>(shape.height),
            .framesPerSecond = rhythm.framesPerSecond,
            .blockFrames = rhythm.blockFrames,
            .lookAheadFrames = model.voice() ? BlockHearing::lookAheadFrames(*model.voice(),
                                                                             rhythm.framesPerSecond)
                                             : 0};
}

/// Where matrices are large all cores together are worth more than a core per stage; small ones lose it to barriers.
void useCoresFor(const WanDitConfig& network)
{
    constexpr std::int64_t kWide = 512;
    if (network.dim >= kWide)
        at::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}

/// The reference picture [1, 3, H, W] in [-1, 1], or undefined.
at::Tensor referenceOf(const SessionRequest& request, const PictureShape& shape)
{
    return request.reference ? referencePicture(*request.reference, shape.height, shape.width)
                             : at::Tensor();
}

/// Feature, generator and decoder stage. Each belongs to its thread once that runs.
class WanStages : public SessionStages {
public:
    WanStages(SessionLine& line, std::shared_ptr<const WanModel> model,
              const SessionRequest& request, const PictureShape& shape, const WanRecipe& recipe,
              const WanRolloutSettings& settings)
        : m_line(line)
        , m_model(std::move(model))
        , m_opened(request.config)
        , m_shape(shape)
        , m_conditionings(line.blocksBetweenStages)
        , m_latents(line.blocksBetweenStages)
        , m_shown(keptFrames(*m_model, recipe))
        , m_features(m_model, line, request, rhythmOf(*m_model))
        , m_generator(m_model, recipe, settings, request.config, m_shown,
                      referenceOf(request, shape), line.stop.get_token())
        , m_decoder(m_model->decoder().begin())
        , m_predictedDecoderBytes(predictedDecoderBytes(*m_model, recipe, settings))
    {
        m_line.figures.publish({.entries = {{.consumer = MemoryConsumer::Weights,
                                             .measuredBytes = m_model->weightBytes(),
                                             .predictedBytes = m_model->weightBytes()}}});
    }

    std::vector<std::function<void()>> loops() override
    {
        return {[this] { runFeatureStage(m_line, m_features, m_conditionings); },
                [this] {
                    useCoresFor(m_model->recipe().network);
                    runGenerator();
                },
                [this] {
                    useCoresFor(m_model->recipe().network);
                    runDecoder();
                }};
    }

    void check(const SessionConfig& config) const override
    {
        requirePrompt(*m_model, config);
        const WanRecipe recipe = recipeFor(m_model->recipe(), config);
        requireSameRun(recipe, m_opened, config);
        rolloutSettingsFor(recipe, config, m_shape.rows, m_shape.columns);
    }

    void countQueues(SessionStats& stats) const override
    {
        stats.featureQueue = static_cast<int>(m_conditionings.size());
        stats.latentQueue = static_cast<int>(m_latents.size());
        stats.droppedBlocks = m_conditionings.dropped();
    }

    void savePersona(const std::string&) override
    {
        throw Error(ErrorCode::Unsupported,
                    concat("model '", m_model->name(), "' keeps no persona"),
                    "Use a model that shows a person");
    }

private:
    void runGenerator()
    {
        runStage(
            m_conditionings, m_latents, m_line.stop.get_token(),
            [&](const WanConditioning& conditioning, const auto& push) {
                push(m_generator.denoise(conditioning)); // decoded while the caches are written
                m_generator.commit();
                finishedBlock();
            },
            [](const auto&) {});
    }

    void runDecoder()
    {
        runStage(
            m_latents, m_line.pictures, m_line.stop.get_token(),
            [&](const WanLatents& latents, const auto& push) {
                const WorkWatch watch;
                PictureBlock pictures = decode(latents);
                finishedDecoding(pictures, watch.elapsed());
                push(std::move(pictures));
            },
            [](const auto&) {});
    }

    PictureBlock decode(const WanLatents& latents)
    {
        const at::Tensor frames = (*m_decoder)(latents.latents);
        m_shown.add(frames, latents.latents.size(0));
        const at::Tensor shown = frames.narrow(0, 0, latents.videoFrames);
        return {.block = latents.block,
                .pictures = pictureBytes(shown).permute({0, 2, 3, 1}).contiguous(),
                .firstFrame = latents.firstFrame};
    }

    void finishedBlock()
    {
        m_line.figures.publish(m_generator.ledger());
        m_line.figures.update(
            [times = m_generator.times(), ispa = m_generator.ispa()](SessionStats& stats) {
                stats.ispa = ispa;
                ++stats.blocks;
                stats.denoise.add(times.denoise);
                stats.context.add(times.context);
            });
    }

    void finishedDecoding(const PictureBlock& pictures, const WorkTime& time)
    {
        m_line.figures.publish({.entries = {{.consumer = MemoryConsumer::DecoderState,
                                             .measuredBytes = m_decoder->bytes() + m_shown.bytes(),
                                             .predictedBytes = m_predictedDecoderBytes}}});
        m_line.figures.update([&](SessionStats& stats) {
            const bool movedBefore = stats.frames > 1;
            stats.frames += pictures.pictures.size(0);
            stats.decode.add(time);
            if (!movedBefore && stats.frames > 1)
                stats.firstFrameMs = m_line.sinceOpened.elapsedMs();
        });
    }

    SessionLine& m_line;
    std::shared_ptr<const WanModel> m_model;
    const SessionConfig m_opened;
    const PictureShape m_shape;
    BoundedQueue<WanConditioning> m_conditionings;
    BoundedQueue<WanLatents> m_latents; // bounds the memory of latents
    DecodedFrames m_shown;
    WanFeatureStage m_features;
    WanGeneratorStage m_generator;
    std::unique_ptr<DecoderStream> m_decoder;
    const std::int64_t m_predictedDecoderBytes;
};

void requireWhatItTakes(const WanModel& model, const SessionRequest& request)
{
    if (model.voice() != nullptr && !request.reference)
        throw Error(ErrorCode::BadConfig,
                    concat("model '", model.name(), "' needs a picture of who speaks"),
                    "Give one with --image");
    if (model.voice() == nullptr && request.reference)
        throw Error(ErrorCode::Unsupported,
                    concat("model '", model.name(),
                           "' makes video of words and cannot use a reference picture"),
                    "Describe the picture with a prompt, or use a model that shows a person");
    if (!request.persona.empty())
        throw Error(ErrorCode::Unsupported,
                    concat("model '", model.name(), "' cannot begin with a persona"),
                    "Use the model that the persona was made by");
}

} // namespace

std::unique_ptr<EngineSession> openWanSession(std::shared_ptr<const WanModel> model,
                                              const SessionRequest& request)
{
    const PictureShape shape = pictureShape(*model, request.size);
    requireWhatItTakes(*model, request);
    requirePrompt(*model, request.config);
    const WanRecipe recipe = recipeFor(model->recipe(), request.config);
    const WanRolloutSettings settings =
        rolloutSettingsFor(recipe, request.config, shape.rows, shape.columns);
    return openStagedSession(infoOf(*model, shape), request, [&](SessionLine& line) {
        return std::make_unique<WanStages>(line, model, request, shape, recipe, settings);
    });
}

} // namespace imprint::engine
