#include "engine/pipeline/wan/video_session.h"

#include "engine/core/clock.h"
#include "engine/core/error.h"
#include "engine/core/work_watch.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/pipeline/speaking/block_hearing.h"
#include "engine/pipeline/stage_loop.h"
#include "engine/pipeline/staged_session.h"
#include "engine/pipeline/wan/video_persona.h"
#include "engine/pipeline/wan/wan_feature_stage.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <utility>

namespace imprint::engine {
namespace {

SessionInfo infoOf(const VideoParts& parts, const VideoRun& run)
{
    return {.width = static_cast<int>(run.shape.width),
            .height = static_cast<int>(run.shape.height),
            .framesPerSecond = run.rhythm.framesPerSecond,
            .firstBlockFrames = run.rhythm.firstBlockFrames,
            .blockFrames = run.rhythm.blockFrames,
            .lookAheadFrames =
                parts.voice() ? BlockHearing::lookAheadFrames(*parts.voice(), run.rhythm) : 0};
}

/// Where matrices are large all cores together are worth more than a core per stage; small ones lose it to barriers.
void useCoresFor(std::int64_t networkWidth)
{
    constexpr std::int64_t kWide = 512;
    if (networkWidth >= kWide)
        at::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}

/// Frames [n, 3, H, W] of a block as its session shows them, without those of what came before it.
at::Tensor shownFrames(const at::Tensor& frames, const WanLatents& latents,
                       std::int64_t framesPerLatent)
{
    const std::int64_t before = latents.before > 0 ? 1 + (latents.before - 1) * framesPerLatent : 0;
    const std::int64_t first = before + latents.dropped;
    at::Tensor block = frames.narrow(0, first, frames.size(0) - first);
    if (latents.unshown > 0) {
        const at::Tensor later = block.narrow(0, latents.unshown, block.size(0) - latents.unshown);
        block = at::cat({later.narrow(0, 0, 1).expand({latents.unshown, -1, -1, -1}), later});
    }
    return block.narrow(0, 0, latents.videoFrames);
}

/// Feature, generator and decoder stage. Each belongs to its thread once that runs.
class VideoStages : public SessionStages {
public:
    VideoStages(SessionLine& line, std::shared_ptr<const VideoParts> parts,
                const SessionRequest& request, const VideoRun& run)
        : m_line(line)
        , m_parts(std::move(parts))
        , m_check(run.check)
        , m_noPersona(run.noPersona)
        , m_personaFacts(run.personaFacts)
        , m_reference(request.reference)
        , m_networkWidth(run.networkWidth)
        , m_conditionings(line.blocksBetweenStages)
        , m_latents(line.blocksBetweenStages)
        , m_shown(run.keptFrames)
        , m_features(m_parts, line, request, run.rhythm)
        , m_generator(run.makeGenerator(m_shown, line.stop.get_token()))
        , m_decoder(m_parts->decoder().begin())
        , m_predictedDecoderBytes(decoderBytes(*m_parts, run.shape, run.keptFrames))
    {
        m_line.figures.publish({.entries = {{.consumer = MemoryConsumer::Weights,
                                             .measuredBytes = m_parts->weightBytes(),
                                             .predictedBytes = m_parts->weightBytes()}}});
    }

    std::vector<std::function<void()>> loops() override
    {
        return {[this] { runFeatureStage(m_line, m_features, m_conditionings); },
                [this] {
                    useCoresFor(m_networkWidth);
                    runGenerator();
                },
                [this] {
                    useCoresFor(m_networkWidth);
                    runDecoder();
                }};
    }

    void check(const SessionConfig& config) const override
    {
        requirePrompt(*m_parts, config);
        m_check(config);
    }

    void countQueues(SessionStats& stats) const override
    {
        stats.featureQueue = static_cast<int>(m_conditionings.size());
        stats.latentQueue = static_cast<int>(m_latents.size());
        stats.droppedBlocks = m_conditionings.dropped();
    }

    void savePersona(const std::string& path) override
    {
        if (!m_noPersona.empty())
            throw Error(ErrorCode::Unsupported,
                        concat("model '", m_parts->name(), "' keeps no persona: ", m_noPersona),
                        "Give a later run the same prompt");
        const auto learnt = m_learnt.load();
        if (!learnt)
            refuseNothingLearnt();
        writeVideoPersona(path, *m_parts, m_personaFacts(learnt->config), *learnt, m_reference);
    }

private:
    void runGenerator()
    {
        runStage(
            m_conditionings, m_latents, m_line.stop.get_token(),
            [&](const WanConditioning& conditioning, const auto& push) {
                const auto told = [this](double share) {
                    m_line.figures.update([&](SessionStats& stats) { stats.blockShare = share; });
                };
                push(m_generator->denoise(conditioning, told)); // decoded while caches are written
                m_generator->commit();
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
        const at::Tensor shown = shownFrames(frames, latents, m_parts->decoder().framesPerLatent());
        return {.block = latents.block,
                .pictures = pictureBytes(shown).permute({0, 2, 3, 1}).contiguous()};
    }

    void finishedBlock()
    {
        m_learnt = m_generator->learnt();
        m_line.figures.publish(m_generator->ledger());
        m_line.figures.update(
            [times = m_generator->times(), ispa = m_generator->ispa()](SessionStats& stats) {
                stats.ispa = ispa;
                ++stats.blocks;
                stats.blockShare = 0;
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
    std::shared_ptr<const VideoParts> m_parts;
    const std::function<void(const SessionConfig&)> m_check;
    const std::string m_noPersona;
    const std::function<PersonaFacts(const SessionConfig&)> m_personaFacts;
    const std::optional<Picture> m_reference;
    std::atomic<std::shared_ptr<const Learnt>> m_learnt; // null: nothing yet
    const std::int64_t m_networkWidth;
    BoundedQueue<WanConditioning> m_conditionings;
    BoundedQueue<WanLatents> m_latents; // bounds the memory of latents
    DecodedFrames m_shown;
    WanFeatureStage m_features;
    std::unique_ptr<BlockGenerator> m_generator;
    std::unique_ptr<DecoderStream> m_decoder;
    const std::int64_t m_predictedDecoderBytes;
};

void requireWhatItTakes(const VideoParts& parts, const SessionRequest& request)
{
    if (parts.voice() != nullptr && !request.reference)
        throw Error(ErrorCode::BadConfig,
                    concat("model '", parts.name(), "' needs a picture of who speaks"),
                    "Give one with --image");
    if (parts.voice() == nullptr && request.reference)
        throw Error(ErrorCode::Unsupported,
                    concat("model '", parts.name(),
                           "' makes video of words and cannot use a reference picture"),
                    "Describe the picture with a prompt, or use a model that shows a person");
}

/// Seconds are rarely exact in binary: whole samples first, lest a frame too many is counted.
std::int64_t samplesOf(double seconds)
{
    return std::llround(seconds * kEngineSampleRate);
}

/// What a model that speaks keeps of the sound; 0 for all others.
std::int64_t hearingBytes(const VideoParts& parts, const VideoRhythm& rhythm, double seconds)
{
    if (parts.voice() == nullptr)
        return 0;
    const std::int64_t last = std::max<std::int64_t>(blocksOf(rhythm, seconds) - 1, 0);
    return BlockHearing::forecastStateBytes(*parts.voice(), samplesOf(seconds),
                                            rhythm.firstFrame(last), rhythm.endFrame(last));
}

} // namespace

std::unique_ptr<EngineSession> openVideoSession(const std::shared_ptr<const VideoParts>& parts,
                                                const SessionRequest& request, const VideoRun& run)
{
    requireWhatItTakes(*parts, request);
    requirePrompt(*parts, request.config);
    return openStagedSession(infoOf(*parts, run), request, [&](SessionLine& line) {
        return std::make_unique<VideoStages>(line, parts, request, run);
    });
}

std::int64_t blocksOf(const VideoRhythm& rhythm, double seconds)
{
    return rhythm.firstBlockFrom(
        firstUnitFrom(samplesOf(seconds), kEngineSampleRate, rhythm.framesPerSecond));
}

Ledger forecastParts(const VideoParts& parts, const VideoRun& run, double seconds)
{
    Ledger ledger;
    ledger.add({.consumer = MemoryConsumer::Weights, .predictedBytes = parts.weightBytes()});
    ledger.add({.consumer = MemoryConsumer::DecoderState,
                .predictedBytes = decoderBytes(parts, run.shape, run.keptFrames)});
    ledger.add(
        {.consumer = MemoryConsumer::FeatureState,
         .predictedBytes = parts.embeddingBytes() + hearingBytes(parts, run.rhythm, seconds)});
    return ledger;
}

} // namespace imprint::engine
