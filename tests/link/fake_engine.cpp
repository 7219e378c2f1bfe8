#include "tests/link/fake_engine.h"

#include "engine/core/clock.h"

#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

namespace imprint::test {
namespace {

constexpr int kWidth = 64;
constexpr int kHeight = 48;
constexpr int kSamplesPerFrame = 640;

class FakeSession : public EngineSession {
public:
    FakeSession(std::shared_ptr<FakeWorld> world, SessionRequest request)
        : m_world(std::move(world))
        , m_request(std::move(request))
        , m_info{.width = kWidth,
                 .height = kHeight,
                 .framesPerSecond = 25,
                 .firstBlockFrames = 2,
                 .blockFrames = 4,
                 .lookAheadFrames = 3,
                 .origin = PictureOrigin::Drawn}
        , m_config(m_request.config)
    {
        ++m_world->openSessions;
    }

    ~FakeSession() override
    {
        FakeSession::stop();
        --m_world->openSessions;
    }

    const SessionInfo& info() const override { return m_info; }

    bool pushAudio(AudioBlock block) override
    {
        while (m_world->deaf && !m_stop.stop_requested())
            std::this_thread::yield();
        m_world->samplesHeard += static_cast<std::int64_t>(block.samples.size());
        return m_sound.pushWait(std::move(block), m_stop.get_token());
    }

    void finishAudio() override { m_sound.close(); }

    std::int64_t update(const SessionConfig& config) override
    {
        validate(config);
        const std::scoped_lock lock(m_mutex);
        if (config.steps != m_config.steps)
            throw Error(ErrorCode::BadConfig, "steps cannot change", "Start a new session");
        m_config = config;
        return m_next / 4 + 1;
    }

    std::shared_ptr<const VideoFrame> nextFrame() override
    {
        if (m_request.config.prompt == "fail-frames" && m_next == 3) {
            m_stop.request_stop(); // an error ends the session
            throw Error(ErrorCode::BadShape, "the decoder failed on latent 3", "Try another seed");
        }
        if (m_stop.stop_requested())
            return nullptr;
        if (m_request.config.prompt != "many-frames") {
            while (m_samples < kSamplesPerFrame) {
                auto block = m_sound.popWait(m_stop.get_token());
                if (!block)
                    return nullptr;
                for (const float sample : block->samples)
                    m_sum += sample;
                m_samples += block->samples.size();
            }
            m_samples -= kSamplesPerFrame;
        }
        return makeFrame();
    }

    SessionStats stats() const override
    {
        const std::scoped_lock lock(m_mutex);
        SessionStats stats;
        stats.frames = m_next;
        stats.firstFrameMs = 0.1;
        stats.denoise.add({.ms = 1.0 / 3.0, .waitMs = 1.0 / 7.0});
        stats.ispa.layers.resize(2);
        stats.ispa.layers[1].heldOutR2 = 0.7;
        return stats;
    }

    Ledger ledger() const override
    {
        Ledger ledger;
        ledger.set({MemoryConsumer::KvCache, 3, 1000, 1001});
        return ledger;
    }

    void savePersona(const std::string& path) override
    {
        if (m_request.persona.empty())
            throw Error(ErrorCode::BadInput, concat("nothing was learnt to write to '", path, "'"),
                        "Let it run longer");
        std::ofstream(path, std::ios::binary) << "persona of " << m_world->personaSeen;
    }

    void stop() override
    {
        while (m_request.config.prompt == "hang-in-stop") // until the process is killed
            std::this_thread::yield();
        m_stop.request_stop();
    }

private:
    std::shared_ptr<const VideoFrame> makeFrame()
    {
        const std::scoped_lock lock(m_mutex);
        auto frame = std::make_shared<VideoFrame>();
        frame->format = m_next % 2 == 0 ? PixelFormat::Rgb24 : PixelFormat::I420;
        frame->width = kWidth;
        frame->height = kHeight;
        frame->index = m_next;
        frame->presentationTimeUs = microsecondsOfFrame(m_next, 25);
        frame->block = m_next / 4;
        frame->data.resize(pictureBytes(frame->format, kWidth, kHeight));
        std::uint64_t state = m_config.seed + static_cast<std::uint64_t>(m_next) * 977 +
                              static_cast<std::uint64_t>(m_sum * 1000);
        for (auto& byte : frame->data) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            byte = static_cast<std::uint8_t>(state >> 56);
        }
        ++m_next;
        ++m_world->framesMade;
        return frame;
    }

    std::shared_ptr<FakeWorld> m_world;
    SessionRequest m_request;
    SessionInfo m_info;
    std::stop_source m_stop;
    BoundedQueue<AudioBlock> m_sound{4};
    mutable std::mutex m_mutex;
    SessionConfig m_config;
    std::int64_t m_next = 0;
    std::size_t m_samples = 0;
    double m_sum = 0;
};

class FakeModel : public EngineModel, public FittingModel {
public:
    explicit FakeModel(std::shared_ptr<FakeWorld> world)
        : m_world(std::move(world))
        , m_info{.name = "fake",
                 .width = kWidth,
                 .height = kHeight,
                 .defaults = {.seed = 7},
                 .drawnFacesOnly = true,
                 .readsAttributes = true,
                 .framing = FaceFraming{.height = 0.25, .centerX = 0.5, .centerY = 0.375},
                 .liveBlockLatents = 2,
                 .text = VideoRhythm{9, 12, 16},
                 .fixedSettings = {"steps", "nods"},
                 .noPersona = "it is a fake"}
    {
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        {
            const std::scoped_lock lock(m_world->mutex);
            m_world->lastRequest = request;
            if (!request.persona.empty()) {
                std::ifstream file(request.persona, std::ios::binary);
                m_world->personaSeen.assign(std::istreambuf_iterator<char>(file), {});
                if (m_world->personaSeen == "broken")
                    throw Error(ErrorCode::BadInput,
                                concat("the persona '", request.persona, "': it is damaged"));
            }
        }
        if (request.config.prompt == "fail-open")
            throw Error(ErrorCode::Unsupported, "this model takes no picture", "Leave --image out");
        return std::make_unique<FakeSession>(m_world, request);
    }

    Ledger forecast(const SessionRequest& request, double seconds) const override
    {
        Ledger ledger;
        ledger.set({MemoryConsumer::Archive, -1, 0, static_cast<std::int64_t>(seconds * 1e6)});
        ledger.set({MemoryConsumer::KvCache, 2, 0, request.config.kvWindowFrames});
        return ledger;
    }

    /// Less than 1000 bytes is refused.
    FittedSettings fit(const SessionRequest& request, std::optional<double> seconds,
                       const MemoryWish& wish) const override
    {
        const std::scoped_lock lock(m_world->mutex);
        m_world->lastRequest = request;
        m_world->lastFitSeconds = seconds;
        m_world->lastWish = wish;
        if (wish.targetBytes && *wish.targetBytes < 1000)
            refuseMemory(*wish.targetBytes, 1000, {"KV cache with 8 bits"});
        FittedSettings fitted{.config = request.config, .turned = {}};
        if (wish.targetBytes) {
            fitted.config.kvBits = KvBits::Eight;
            fitted.config.fCap = 12;
            fitted.turned = {"KV cache with 8 bits", "12 frames \xC3\xA0 layer"};
        }
        return fitted;
    }

private:
    std::shared_ptr<FakeWorld> m_world;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> makeFakeModel(std::shared_ptr<FakeWorld> world)
{
    return std::make_shared<FakeModel>(std::move(world));
}

std::shared_ptr<const EngineModel> loadFake(const std::shared_ptr<FakeWorld>& world,
                                            const std::string& name, const std::string& device)
{
    ++world->loads;
    if (name != "fake")
        throw Error(ErrorCode::NotFound, concat("there is no model '", name, "'"),
                    "Installed models: fake");
    if (device != "cpu")
        throw Error(ErrorCode::Unsupported, concat("device '", device, "' cannot be used"),
                    "Use --device cpu");
    return makeFakeModel(world);
}

} // namespace imprint::test
