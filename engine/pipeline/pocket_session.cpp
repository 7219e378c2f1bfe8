#include "engine/pipeline/pocket_session.h"

#include "engine/pipeline/character_source.h"
#include "engine/pipeline/decoder_stage.h"
#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/stage_loop.h"
#include "engine/pipeline/staged_session.h"

#include <utility>

namespace imprint::engine {
namespace {

CharacterSource makeCharacterSource(const PocketConfig& model, const SessionConfig& config,
                                    const std::optional<Picture>& reference)
{
    return reference ? CharacterSource::fromPicture(model, *reference)
                     : CharacterSource::fromPrompt(model, config.prompt, config.seed);
}

SessionInfo infoOf(const PocketConfig& config)
{
    return {.width = static_cast<int>(config.width),
            .height = static_cast<int>(config.height),
            .framesPerSecond = static_cast<int>(config.framesPerSecond),
            .blockFrames = static_cast<int>(config.blockVideoFrames())};
}

/// Feature, generator and decoder stage. Each belongs to its thread once that runs.
class PocketStages : public SessionStages {
public:
    PocketStages(SessionLine& line, std::shared_ptr<const PocketModel> model,
                 const SessionConfig& config, const std::optional<Picture>& reference)
        : m_line(line)
        , m_model(std::move(model))
        , m_character(makeCharacterSource(m_model->config(), config, reference))
        , m_features(m_model, m_character, line.settings)
        , m_generator(m_model, m_character.pixels(),
                      m_character.restingPose().value_or(PuppetPose{}), config)
        , m_decoder(m_model)
    {
        m_line.figures.publish({.entries = {{.consumer = MemoryConsumer::Weights,
                                             .measuredBytes = m_model->weightBytes,
                                             .predictedBytes = m_model->weightBytes}}});
        m_line.figures.publish(m_generator.ledger());
    }

    std::vector<std::function<void()>> loops() override
    {
        return {[this] { runFeatureStage(m_line, m_features, m_conditionings); },
                [this] { runGenerator(); }, [this] { runDecoder(); }};
    }

    void countQueues(SessionStats& stats) const override
    {
        stats.featureQueue = static_cast<int>(m_conditionings.size());
        stats.latentQueue = static_cast<int>(m_latents.size());
    }

    void savePersona(const std::string&) override
    {
        throw Error(ErrorCode::Unsupported, "personas are not there yet");
    }

private:
    void runGenerator()
    {
        runStage(
            m_conditionings, m_latents, m_line.stop.get_token(),
            [&](const Conditioning& conditioning, const auto& push) {
                LatentBlock latents = m_generator.step(conditioning);
                finishedBlock();
                push(std::move(latents));
            },
            [](const auto&) {});
    }

    void runDecoder()
    {
        runStage(
            m_latents, m_line.pictures, m_line.stop.get_token(),
            [&](const LatentBlock& latents, const auto& push) {
                const Stopwatch watch;
                PictureBlock pictures = m_decoder.step(latents);
                finishedDecoding(pictures, watch.elapsedMs());
                push(std::move(pictures));
            },
            [](const auto&) {});
    }

    void finishedBlock()
    {
        m_line.figures.publish(m_generator.ledger());
        m_line.figures.update(
            [times = m_generator.times(), ispa = m_generator.ispa()](SessionStats& stats) {
                stats.ispa = ispa;
                if (stats.blocks++ > 0) // the still is not denoised
                    stats.denoise.add(times.denoiseMs);
                stats.context.add(times.contextMs);
            });
    }

    void finishedDecoding(const PictureBlock& pictures, double ms)
    {
        m_line.figures.publish(
            {.entries = {{.consumer = MemoryConsumer::DecoderState,
                          .measuredBytes = m_decoder.stateBytes(),
                          .predictedBytes = m_model->decoder.predictedStateBytes()}}});
        m_line.figures.update([&](SessionStats& stats) {
            stats.frames += pictures.pictures.size(0);
            stats.decode.add(ms);
            if (pictures.block == 1)
                stats.firstFrameMs = m_line.sinceOpened.elapsedMs();
        });
    }

    SessionLine& m_line;
    std::shared_ptr<const PocketModel> m_model;
    CharacterSource m_character;
    BoundedQueue<Conditioning> m_conditionings{kBlocksBetweenStages};
    BoundedQueue<LatentBlock> m_latents{kBlocksBetweenStages}; // bounds the memory of latents
    FeatureStage m_features;
    GeneratorStage m_generator;
    DecoderStage m_decoder;
};

} // namespace

std::unique_ptr<EngineSession> openPocketSession(std::shared_ptr<const PocketModel> model,
                                                 const SessionConfig& config,
                                                 const std::optional<Picture>& reference)
{
    if (config.identityFrom == IdentityFrom::History && !model->config().colourlessAnchors)
        throw Error(ErrorCode::BadConfig,
                    concat("the model '", model->config().name,
                           "' cannot keep a person in its history alone"),
                    "Leave 'identityFrom' at 'reference', or use another model");
    const SessionInfo info = infoOf(model->config());
    return openStagedSession(info, config, [&](SessionLine& line) {
        return std::make_unique<PocketStages>(line, model, config, reference);
    });
}

} // namespace imprint::engine
