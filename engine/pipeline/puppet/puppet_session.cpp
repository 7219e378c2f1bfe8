#include "engine/pipeline/puppet/puppet_session.h"

#include "engine/core/error.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/pipeline/puppet/puppet_feature_stage.h"
#include "engine/pipeline/stage_loop.h"
#include "engine/pipeline/staged_session.h"

#include <cstring>
#include <utility>

namespace imprint::engine {
namespace {

SessionInfo infoOf(const PuppetModelConfig& config, int size)
{
    return {.width = size,
            .height = size,
            .framesPerSecond = config.framesPerSecond,
            .blockFrames = config.blockFrames,
            .lookAheadFrames = static_cast<int>(PocketAudioEncoder::kLookAhead),
            .origin = PictureOrigin::Drawn};
}

at::Tensor draw(const PuppetScript& script, int size)
{
    const auto count = static_cast<std::int64_t>(script.poses.size());
    at::Tensor pictures = at::empty({count, size, size, 3}, at::kByte);
    auto* to = pictures.data_ptr<std::uint8_t>();
    for (const PuppetPose& pose : script.poses) {
        const Picture picture = renderPuppet(*script.identity, pose, size);
        std::memcpy(to, picture.rgb.data(), picture.rgb.size());
        to += picture.rgb.size();
    }
    return pictures;
}

/// Feature and drawing stage. Each belongs to its thread once that runs.
class PuppetStages : public SessionStages {
public:
    PuppetStages(SessionLine& line, std::shared_ptr<const PuppetModel> model, int size)
        : m_line(line)
        , m_scripts(line.blocksBetweenStages)
        , m_features(model, line.settings)
        , m_size(size)
    {
        m_line.figures.publish({.entries = {{.consumer = MemoryConsumer::Weights,
                                             .measuredBytes = model->weightBytes,
                                             .predictedBytes = model->weightBytes}}});
    }

    std::vector<std::function<void()>> loops() override
    {
        return {[this] { runFeatureStage(m_line, m_features, m_scripts); },
                [this] { runDrawing(); }};
    }

    void check(const SessionConfig&) const override {} // no setting is beyond a puppet

    void countQueues(SessionStats& stats) const override
    {
        stats.featureQueue = static_cast<int>(m_scripts.size());
        stats.droppedBlocks = m_scripts.dropped();
    }

    void savePersona(const std::string&) override
    {
        throw Error(ErrorCode::Unsupported, "the puppet is drawn and learns no persona",
                    "Use a model that generates its pictures");
    }

private:
    void runDrawing()
    {
        runStage(
            m_scripts, m_line.pictures, m_line.stop.get_token(),
            [&](const PuppetScript& script, const auto& push) {
                const WorkWatch watch;
                PictureBlock pictures{.block = script.block, .pictures = draw(script, m_size)};
                finishedBlock(pictures, watch.elapsed());
                push(std::move(pictures));
            },
            [](const auto&) {});
    }

    void finishedBlock(const PictureBlock& pictures, const WorkTime& work)
    {
        m_line.figures.update([&](SessionStats& stats) {
            ++stats.blocks;
            stats.frames += pictures.pictures.size(0);
            stats.draw.add(work);
            if (pictures.block == 1)
                stats.firstFrameMs = m_line.sinceOpened.elapsedMs();
        });
    }

    SessionLine& m_line;
    BoundedQueue<PuppetScript> m_scripts;
    PuppetFeatureStage m_features;
    int m_size;
};

} // namespace

std::unique_ptr<EngineSession> openPuppetSession(std::shared_ptr<const PuppetModel> model,
                                                 const SessionRequest& request)
{
    if (request.reference)
        throw Error(ErrorCode::Unsupported,
                    concat("model '", model->name,
                           "' draws people from words and cannot use a reference picture"),
                    "Describe the person with a prompt, or use model pocket with the picture");
    if (!request.persona.empty())
        throw Error(ErrorCode::Unsupported,
                    concat("model '", model->name,
                           "' draws people from words and cannot begin with a persona"),
                    "Use the model that the persona was made by");
    const int size = request.size > 0 ? request.size : model->config.size;
    validate(PuppetView{.size = size});
    return openStagedSession(infoOf(model->config, size), request, [&](SessionLine& line) {
        return std::make_unique<PuppetStages>(line, model, size);
    });
}

Ledger forecastPuppetLedger(const PuppetModel& model)
{
    Ledger ledger;
    ledger.add({.consumer = MemoryConsumer::Weights, .predictedBytes = model.weightBytes});
    ledger.add({.consumer = MemoryConsumer::FeatureState,
                .predictedBytes = PuppetFeatureStage::predictedStateBytes(model.config)});
    return ledger;
}

} // namespace imprint::engine
