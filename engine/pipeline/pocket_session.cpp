#include "engine/pipeline/pocket_session.h"

#include "engine/nn/loop_cores.h"
#include "engine/pipeline/decoder_stage.h"
#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/pipeline/stage_loop.h"
#include "engine/pipeline/staged_session.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace imprint::engine {
namespace {

/// Who speaks, and what is known of them from before.
struct Beginning {
    PocketPerson person;
    std::shared_ptr<const Learnt> absorbed;        // null: all is to be learnt
    std::shared_ptr<const Absorption> ofOtherClip; // for IspaControl::OtherClip alone
};

/// A person who is to be corrected with what was learnt of the persona's.
Beginning withOthersCorrections(const PocketModel& model, const SessionRequest& request)
{
    if (request.persona.empty())
        throw Error(ErrorCode::BadConfig, "'ispaControl' is other-clip, but there is no other clip",
                    "Name a persona of another person");
    PocketBeginning other = readPocketPersona(request.persona, model, request.config);
    return {.person = makePocketPerson(model.config(), request.config, request.reference),
            .absorbed = {},
            .ofOtherClip = std::make_shared<Absorption>(std::move(other.absorbed.levels.front()))};
}

Beginning beginningOf(const PocketModel& model, const SessionRequest& request)
{
    if (request.config.ispaControl == IspaControl::OtherClip)
        return withOthersCorrections(model, request);
    if (request.persona.empty())
        return {.person = makePocketPerson(model.config(), request.config, request.reference),
                .absorbed = {},
                .ofOtherClip = {}};
    if (request.reference)
        throw Error(ErrorCode::BadConfig, "a persona and a reference picture were given",
                    "Leave one out: a persona brings its own picture");
    PocketBeginning read = readPocketPersona(request.persona, model, request.config);
    return {.person = std::move(read.person),
            .absorbed = std::make_shared<Learnt>(std::move(read.absorbed)),
            .ofOtherClip = {}};
}

SessionInfo infoOf(const PocketConfig& config)
{
    return {.width = static_cast<int>(config.width),
            .height = static_cast<int>(config.height),
            .framesPerSecond = static_cast<int>(config.framesPerSecond),
            .blockFrames = static_cast<int>(config.blockVideoFrames()),
            .lookAheadFrames = static_cast<int>(PocketAudioEncoder::kLookAhead)};
}

void requireIspaFits(const PocketConfig& model, const SessionConfig& config)
{
    const PocketGeneratorConfig& g = model.generator;
    engine::requireIspaFits(config, pocketCacheSettings(config, g.blockFrames), g.blockFrames,
                            g.layers);
}

/// Feature, generator and decoder stage. Each belongs to its thread once that runs.
class PocketStages : public SessionStages {
public:
    PocketStages(SessionLine& line, std::shared_ptr<const PocketModel> model,
                 const SessionConfig& config, Beginning beginning)
        : m_line(line)
        , m_model(std::move(model))
        , m_person(std::move(beginning.person))
        , m_conditionings(line.blocksBetweenStages)
        , m_latents(line.blocksBetweenStages)
        , m_features(m_model, m_person.character, line.settings)
        , m_generator(m_model, m_person.character.pixels(),
                      m_person.character.restingPose().value_or(PuppetPose{}), config,
                      std::move(beginning.absorbed), beginning.ofOtherClip)
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

    void check(const SessionConfig& config) const override
    {
        requireIspaFits(m_model->config(), config);
    }

    void countQueues(SessionStats& stats) const override
    {
        stats.featureQueue = static_cast<int>(m_conditionings.size());
        stats.latentQueue = static_cast<int>(m_latents.size());
        stats.droppedBlocks = m_conditionings.dropped();
    }

    void savePersona(const std::string& path) override
    {
        if (const auto absorbed = m_absorbed.load())
            return writePocketPersona(path, *m_model, m_person, *absorbed);
        refuseNothingLearnt();
    }

private:
    void runGenerator()
    {
        runStage(
            m_conditionings, m_latents, m_line.stop.get_token(),
            [&](const Conditioning& conditioning, const auto& push) {
                push(m_generator.denoise(conditioning)); // decoded while the caches are written
                if (m_line
                        .live) // but both at once slow each other down, and somebody waits for the pictures
                    m_decoded.popWait(m_line.stop.get_token());
                m_generator.commit();
                finishedBlock();
            },
            [](const auto&) {});
    }

    void runDecoder()
    {
        // Live, one stage at a time works on a block while somebody waits for its pictures: cores that would stand idle. The
        // generator is left alone: its last bits would be others, and a take could not be made again exactly.
        if (m_line.live)
            useLoopCores(std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 4));
        runStage(
            m_latents, m_line.pictures, m_line.stop.get_token(),
            [&](const LatentBlock& latents, const auto& push) {
                const WorkWatch watch;
                PictureBlock pictures = m_decoder.step(latents);
                finishedDecoding(pictures, watch.elapsed());
                if (m_line.live)
                    m_decoded.pushWait(pictures.block, m_line.stop.get_token());
                push(std::move(pictures));
                m_decoder.prepare();
            },
            [](const auto&) {});
    }

    void finishedBlock()
    {
        m_absorbed.store(m_generator.absorbed());
        m_line.figures.publish(m_generator.ledger());
        m_line.figures.update(
            [times = m_generator.times(), ispa = m_generator.ispa()](SessionStats& stats) {
                stats.ispa = ispa;
                if (stats.blocks++ > 0) // the still is not denoised
                    stats.denoise.add(times.denoise);
                stats.context.add(times.context);
            });
    }

    void finishedDecoding(const PictureBlock& pictures, const WorkTime& work)
    {
        m_line.figures.publish(
            {.entries = {{.consumer = MemoryConsumer::DecoderState,
                          .measuredBytes = m_decoder.stateBytes(),
                          .predictedBytes = m_model->decoder.predictedStateBytes()}}});
        m_line.figures.update([&](SessionStats& stats) {
            stats.frames += pictures.pictures.size(0);
            stats.decode.add(work);
            if (pictures.block == 1)
                stats.firstFrameMs = m_line.sinceOpened.elapsedMs();
        });
    }

    SessionLine& m_line;
    std::shared_ptr<const PocketModel> m_model;
    PocketPerson m_person;                                 // immutable
    std::atomic<std::shared_ptr<const Learnt>> m_absorbed; // by the generator, for any thread
    BoundedQueue<Conditioning> m_conditionings;
    BoundedQueue<LatentBlock> m_latents;     // bounds the memory of latents
    BoundedQueue<std::int64_t> m_decoded{1}; // of a live run: blocks whose pictures are made
    FeatureStage m_features;
    GeneratorStage m_generator;
    DecoderStage m_decoder;
};

} // namespace

std::unique_ptr<EngineSession> openPocketSession(std::shared_ptr<const PocketModel> model,
                                                 const SessionRequest& request)
{
    const SessionConfig& config = request.config;
    validate(config);
    if (config.identityFrom == IdentityFrom::History && !model->config().colourlessAnchors)
        throw Error(ErrorCode::BadConfig,
                    concat("the model '", model->config().name,
                           "' cannot keep a person in its history alone"),
                    "Leave 'identityFrom' at 'reference', or use another model");
    requireIspaFits(model->config(), config);
    return openStagedSession(infoOf(model->config()), request, [&](SessionLine& line) {
        return std::make_unique<PocketStages>(line, model, config, beginningOf(*model, request));
    });
}

} // namespace imprint::engine
