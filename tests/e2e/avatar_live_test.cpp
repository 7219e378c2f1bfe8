#include "tests/support/torch_test.h"

#include "app/session/engine_host.h"
#include "app/session/live_engine.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/pipeline/umt5_prompts.h"
#include "tests/support/small_avatar_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"
#include "tests/support/tiny_tokenizer.h"
#include "tests/support/wait_for.h"

#include <cmath>
#include <cstdlib>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr std::int64_t kSamplesPerFrame = 640;
constexpr std::int64_t kBlock = 12;
constexpr std::int64_t kAhead = 6; // frames of sound that a block waits for beyond its own

Picture face(std::uint64_t seed)
{
    const at::Tensor bytes =
        RandomTensors(seed)({64, 64, 3}, 60.0).add_(128).clamp_(0, 255).to(at::kByte);
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    return {.width = 64, .height = 64, .rgb = {first, first + bytes.numel()}};
}

/// Something like a voice, of these frames of the run.
AudioBlock voice(std::int64_t firstFrame, std::int64_t frames)
{
    AudioBlock block{.firstSample = firstFrame * kSamplesPerFrame, .samples = {}};
    for (std::int64_t i = 0; i < frames * kSamplesPerFrame; ++i) {
        const auto at = static_cast<double>(block.firstSample + i);
        block.samples.push_back(
            static_cast<float>(0.4 * std::sin(0.05 * at) * std::sin(0.0015 * at)));
    }
    return block;
}

/// The miniature in its folder, an engine process that runs it, and what came out.
class Live {
public:
    Live()
    {
        SmallAvatarModel().writeTo(m_folder.path());
        writeTinyTokenizer(m_folder / "tokenizer");
        ::setenv("XDG_CACHE_HOME", (m_folder / "cache").c_str(), 1); // the child's too
        m_host.emplace(EngineHostSettings{.model = m_folder.path(),
                                          .program = {.path = IMPRINT_ENGINE_PROGRAM}});
    }

    SessionRequest request(std::uint64_t seed)
    {
        SessionRequest wanted{.config = m_host->connect()->info().defaults,
                              .reference = face(seed)};
        wanted.config.seed = 4;
        return wanted;
    }

    void begin(const SessionRequest& first)
    {
        m_engine.emplace([this] { return m_host->connect(); }, first,
                         [this](VideoFrame frame) { take(std::move(frame)); },
                         [this] { take({.index = kEnd}); });
        m_engine->start();
    }

    LiveEngine& engine() { return *m_engine; }

    /// So many frames of sound more, and then waits for the last frame that they allow.
    void hear(std::int64_t frames)
    {
        m_engine->pushSound(voice(m_heard, frames));
        m_heard += frames;
        waitForFrame(m_heard - kAhead - 1);
    }

    void waitForFrame(std::int64_t index)
    {
        waitFor("frame " + std::to_string(index), [&] {
            const std::scoped_lock lock(m_mutex);
            return !m_frames.empty() && m_frames.back().index >= index;
        });
    }

    /// Another session has taken over, from this frame on.
    void waitForSessionFrom(std::int64_t frame)
    {
        waitFor("another session",
                [&] { return m_engine->firstFrame() == frame && m_engine->status().running; });
    }

    void end()
    {
        m_engine->finishSound();
        waitForFrame(kEnd);
    }

    std::int64_t heard() const { return m_heard; }

    /// Those [first, first + count), which must all be there.
    std::vector<VideoFrame> frames(std::int64_t first, std::int64_t count)
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<VideoFrame> found;
        for (const VideoFrame& frame : m_frames)
            if (frame.index >= first && frame.index < first + count)
                found.push_back(frame);
        REQUIRE(found.size() == static_cast<std::size_t>(count));
        return found;
    }

    /// What a session in this process makes of the same sound, from this frame of the run on.
    std::vector<VideoFrame> made(const SessionRequest& request, std::int64_t firstFrame,
                                 std::int64_t count)
    {
        const auto model = engine::loadEngineModel(
            {.name = "small", .directory = m_folder.path()}, "cpu",
            {.openPrompts = engine::openUmt5Prompts({.folder = m_folder / "cache"})});
        const auto session = model->open(request);
        AudioBlock sound = voice(firstFrame, count);
        sound.firstSample = 0;
        // What was heard ahead of the last block.
        const AudioBlock ahead = voice(firstFrame + count, kAhead);
        sound.samples.insert(sound.samples.end(), ahead.samples.begin(), ahead.samples.end());
        session->pushAudio(std::move(sound));
        std::vector<VideoFrame> frames;
        while (frames.size() < static_cast<std::size_t>(count))
            frames.push_back(*session->nextFrame());
        return frames;
    }

private:
    static constexpr std::int64_t kEnd = 1 << 20;

    void take(VideoFrame frame)
    {
        const std::scoped_lock lock(m_mutex);
        m_frames.push_back(std::move(frame));
    }

    TemporaryFolder m_folder;
    std::optional<EngineHost> m_host;
    std::mutex m_mutex;
    std::vector<VideoFrame> m_frames;
    std::int64_t m_heard = 0;
    std::optional<LiveEngine> m_engine; // ends before what it tells
};

bool sameData(const std::vector<VideoFrame>& a, const std::vector<VideoFrame>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const VideoFrame& x, const VideoFrame& y) { return x.data == y.data; });
}

} // namespace

TEST_CASE("Live avatar: words, face and a new beginning come at a block, as a session makes them",
          "[e2e][avatar]")
{
    Live live;
    SessionRequest first = live.request(1);
    live.begin(first);
    CHECK(live.engine().info().lookAheadFrames == kAhead);
    live.hear(kBlock + kAhead);
    SettingsChange words{.frame = kBlock, .config = first.config};
    words.config.prompt = "smiling"; // the second block is not due yet
    live.engine().update(words.config);
    live.hear(kBlock);
    live.hear(kBlock);
    SessionRequest scripted = first;
    scripted.changes = {words};
    const auto talked = live.frames(0, 3 * kBlock);
    CHECK(sameData(talked, live.made(scripted, 0, 3 * kBlock)));
    CHECK_FALSE(sameData(talked, live.made(first, 0, 3 * kBlock)));

    SessionRequest other = live.request(2);
    const std::int64_t changed = live.heard();
    live.engine().reset(other);
    live.waitForSessionFrom(changed);
    live.hear(kBlock + kAhead);
    const auto otherFace = live.frames(changed, kBlock);
    CHECK(otherFace.front().presentationTimeUs == changed * 40'000);
    CHECK(sameData(otherFace, live.made(other, changed, kBlock)));
    CHECK(live.engine().status().refused.empty());

    const std::int64_t anew = live.heard();
    live.engine().reset();
    live.waitForSessionFrom(anew);
    live.hear(kBlock + kAhead);
    CHECK(sameData(live.frames(anew, kBlock), live.made(other, anew, kBlock)));

    SessionRequest faceless = other;
    faceless.reference.reset();
    live.engine().reset(faceless);
    waitFor("a refusal", [&] { return !live.engine().status().refused.empty(); });
    CHECK(live.engine().status().refused.find("picture of who speaks") != std::string::npos);
    live.end();
    CHECK(live.engine().status().lostSamples == 0);
}
