#include "engine/pipeline/pocket_session.h"

#include "engine/core/bounded_queue.h"
#include "engine/core/clock.h"
#include "engine/core/stopwatch.h"
#include "engine/pipeline/character_source.h"
#include "engine/pipeline/decoder_stage.h"
#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/stage_loop.h"

#include <cstring>
#include <exception>
#include <mutex>
#include <thread>

namespace imprint::engine {
namespace {

// Capacities of the edges; all of them wait when full, so that file input runs as fast as the slowest stage.
constexpr std::size_t kAudioBlocks = 4;
constexpr std::size_t kFeatureBlocks = 2;
constexpr std::size_t kLatentBlocks = 2; // bounds the memory of latents
constexpr std::size_t kPictureBlocks = 2;

CharacterSource makeCharacterSource(const PocketConfig& model, const SessionConfig& config,
                                    const std::optional<Picture>& reference)
{
    return reference ? CharacterSource::fromPicture(model, *reference)
                     : CharacterSource::fromPrompt(model, config.prompt, config.seed);
}

/// The session of one process: owns the stages, the queues between them and a thread for each stage.
class PocketSession : public EngineSession {
public:
    PocketSession(std::shared_ptr<const PocketModel> model, const SessionConfig& config,
                  const std::optional<Picture>& reference)
        : m_model(std::move(model))
        , m_info{.width = static_cast<int>(m_model->config().width),
                 .height = static_cast<int>(m_model->config().height),
                 .framesPerSecond = static_cast<int>(m_model->config().framesPerSecond),
                 .blockFrames = static_cast<int>(m_model->config().blockVideoFrames())}
        , m_character(makeCharacterSource(m_model->config(), config, reference))
        , m_settings(config)
        , m_features(m_model, m_character, m_settings)
        , m_generator(m_model, m_model->encoder(m_character.pixels()), config)
        , m_decoder(m_model)
    {
        publishLedger(m_generatorLedger, m_generator.ledger());
        m_threads.emplace_back([this] { guarded([this] { runFeatures(); }); });
        m_threads.emplace_back([this] { guarded([this] { runGenerator(); }); });
        m_threads.emplace_back([this] { guarded([this] { runDecoder(); }); });
    }

    ~PocketSession() override { PocketSession::stop(); }

    const SessionInfo& info() const override { return m_info; }

    bool pushAudio(AudioBlock block) override
    {
        return m_audio.pushWait(std::move(block), m_stop.get_token());
    }

    void finishAudio() override { m_audio.close(); }

    std::int64_t update(const SessionConfig& config) override { return m_settings.change(config); }

    std::shared_ptr<const VideoFrame> nextFrame() override
    {
        while (m_frameInBlock >= m_pictures.size() || m_stop.stop_requested()) {
            auto block = m_frames.popWait(m_stop.get_token());
            if (!block) {
                rethrowFailure();
                return nullptr;
            }
            m_block = block->block;
            m_pictures = block->pictures.unbind(0);
            m_frameInBlock = 0;
        }
        return makeFrame(m_pictures[m_frameInBlock++]);
    }

    SessionStats stats() const override
    {
        const std::scoped_lock lock(m_mutex);
        SessionStats stats = m_stats;
        stats.featureQueue = static_cast<int>(m_conditionings.size());
        stats.latentQueue = static_cast<int>(m_latents.size());
        stats.frameQueue = static_cast<int>(m_frames.size());
        return stats;
    }

    Ledger ledger() const override
    {
        const std::scoped_lock lock(m_mutex);
        Ledger ledger;
        ledger.add({.consumer = MemoryConsumer::Weights,
                    .measuredBytes = m_model->weightBytes,
                    .predictedBytes = m_model->weightBytes});
        ledger.append(m_generatorLedger);
        ledger.append(m_decoderLedger);
        ledger.append(m_featureLedger);
        return ledger;
    }

    void stop() override
    {
        m_stop.request_stop();
        const std::scoped_lock lock(m_joinMutex);
        for (std::thread& thread : m_threads)
            if (thread.joinable())
                thread.join();
    }

private:
    /// Entry of every stage's thread: an error ends the session and reaches the reader.
    template <class Run>
    void guarded(Run run)
    {
        try {
            run();
        } catch (...) {
            {
                const std::scoped_lock lock(m_mutex);
                if (!m_failure)
                    m_failure = std::current_exception();
            }
            m_stop.request_stop();
        }
    }

    void runFeatures()
    {
        const std::stop_token stop = m_stop.get_token();
        const at::InferenceMode noGradients;
        // Time spent waiting for room in the queue is not work of this stage.
        Stopwatch watch;
        double workMs = 0;
        const auto emit = [&](Conditioning value) {
            finishedFeatures(workMs + watch.elapsedMs());
            workMs = 0;
            const bool pushed = m_conditionings.pushWait(std::move(value), stop);
            watch.restartMs();
            return pushed;
        };
        m_features.begin(emit);
        runStage(
            m_audio, m_conditionings, stop,
            [&](const AudioBlock& block, const auto&) {
                watch.restartMs();
                m_features.step(block, emit);
                workMs += watch.elapsedMs();
            },
            [&](const auto&) {
                watch.restartMs();
                m_features.finish(emit);
            });
    }

    void runGenerator()
    {
        runStage(
            m_conditionings, m_latents, m_stop.get_token(),
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
            m_latents, m_frames, m_stop.get_token(),
            [&](const LatentBlock& latents, const auto& push) {
                const Stopwatch watch;
                PictureBlock pictures = m_decoder.step(latents);
                finishedDecoding(pictures, watch.elapsedMs());
                push(std::move(pictures));
            },
            [](const auto&) {});
    }

    void publishLedger(Ledger& part, Ledger value)
    {
        const std::scoped_lock lock(m_mutex);
        part = std::move(value);
    }

    void finishedFeatures(double ms)
    {
        const std::int64_t bytes = m_features.stateBytes();
        const std::scoped_lock lock(m_mutex);
        m_stats.features.add(ms);
        m_featureLedger = {
            .entries = {{.consumer = MemoryConsumer::FeatureState,
                         .measuredBytes = bytes,
                         .predictedBytes = FeatureStage::predictedStateBytes(m_model->config())}}};
    }

    void finishedBlock()
    {
        Ledger ledger = m_generator.ledger();
        const GeneratorTimes times = m_generator.times();
        const std::scoped_lock lock(m_mutex);
        m_generatorLedger = std::move(ledger);
        if (m_stats.blocks++ > 0) // the still is not denoised
            m_stats.denoise.add(times.denoiseMs);
        m_stats.context.add(times.contextMs);
    }

    void finishedDecoding(const PictureBlock& pictures, double ms)
    {
        const std::int64_t bytes = m_decoder.stateBytes();
        const std::scoped_lock lock(m_mutex);
        m_stats.frames += pictures.pictures.size(0);
        m_stats.decode.add(ms);
        if (pictures.block == 1)
            m_stats.firstFrameMs = m_sinceOpened.elapsedMs();
        m_decoderLedger = {.entries = {{.consumer = MemoryConsumer::DecoderState,
                                        .measuredBytes = bytes,
                                        .predictedBytes = m_model->decoder.predictedStateBytes()}}};
    }

    std::shared_ptr<const VideoFrame> makeFrame(const at::Tensor& picture)
    {
        auto frame = std::make_shared<VideoFrame>();
        frame->format = PixelFormat::Rgb24;
        frame->width = m_info.width;
        frame->height = m_info.height;
        frame->index = m_nextIndex++;
        frame->presentationTimeUs = microsecondsOfFrame(frame->index, m_info.framesPerSecond);
        frame->block = m_block;
        frame->data.resize(picture.nbytes());
        std::memcpy(frame->data.data(), picture.data_ptr(), picture.nbytes());
        return frame;
    }

    void rethrowFailure()
    {
        std::exception_ptr failure;
        {
            const std::scoped_lock lock(m_mutex);
            failure = m_failure;
        }
        if (failure)
            std::rethrow_exception(failure);
    }

    std::shared_ptr<const PocketModel> m_model;
    SessionInfo m_info;
    Stopwatch m_sinceOpened;
    CharacterSource m_character;
    SessionSettings m_settings;

    std::stop_source m_stop;
    BoundedQueue<AudioBlock> m_audio{kAudioBlocks};
    BoundedQueue<Conditioning> m_conditionings{kFeatureBlocks};
    BoundedQueue<LatentBlock> m_latents{kLatentBlocks};
    BoundedQueue<PictureBlock> m_frames{kPictureBlocks};

    // Each stage belongs to its thread once that runs.
    FeatureStage m_features;
    GeneratorStage m_generator;
    DecoderStage m_decoder;

    // Reader's side.
    std::vector<at::Tensor> m_pictures;
    std::size_t m_frameInBlock = 0;
    std::int64_t m_block = 0;
    std::int64_t m_nextIndex = 0;

    mutable std::mutex m_mutex; // guards what follows
    SessionStats m_stats;
    Ledger m_generatorLedger;
    Ledger m_decoderLedger;
    Ledger m_featureLedger;
    std::exception_ptr m_failure;

    std::mutex m_joinMutex;
    std::vector<std::thread> m_threads;
};

} // namespace

std::unique_ptr<EngineSession> openPocketSession(std::shared_ptr<const PocketModel> model,
                                                 const SessionConfig& config,
                                                 const std::optional<Picture>& reference)
{
    validate(config);
    return std::make_unique<PocketSession>(std::move(model), config, reference);
}

} // namespace imprint::engine
