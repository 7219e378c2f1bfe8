// A live run with a model that speaks: other words, another face and a new beginning come at their block, as a session that is opened
// with them makes them; with the engine in this process, and in one of its own.

#include "tests/support/torch_test.h"

#include "app/session/live_engine.h"
#include "engine/link/client/engine_process.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/pipeline/umt5_prompts.h"
#include "tests/support/small_avatar_model.h"
#include "tests/support/small_speaking_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"
#include "tests/support/tiny_tokenizer.h"
#include "tests/support/wait_for.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <mutex>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

enum class Kind { LiveTalk, LiveAvatar };
enum class Where { Here, InItsProcess };

/// A miniature in its folder.
class Person {
public:
    explicit Person(Kind kind)
    {
        if (kind == Kind::LiveTalk)
            SmallSpeakingModel().writeTo(m_folder.path());
        else
            SmallAvatarModel().writeTo(m_folder.path());
        writeTinyTokenizer(m_folder / "tokenizer");
    }

    std::string folder() const { return m_folder.path(); }

    std::shared_ptr<const EngineModel> loaded() const
    {
        return engine::loadEngineModel(
            {.name = "small", .directory = m_folder.path()}, "cpu",
            {.openPrompts = engine::openUmt5Prompts({.folder = m_folder / "cache"})});
    }

private:
    TemporaryFolder m_folder;
};

Picture face(std::uint64_t seed)
{
    const at::Tensor bytes =
        RandomTensors(seed)({64, 64, 3}, 60.0).add_(128).clamp_(0, 255).to(at::kByte);
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    return {.width = 64, .height = 64, .rgb = {first, first + bytes.numel()}};
}

/// Something like a voice, samples [first, first + count) of the run.
AudioBlock voice(std::int64_t first, std::int64_t count)
{
    AudioBlock block{.firstSample = first, .samples = {}};
    for (std::int64_t i = first; i < first + count; ++i) {
        const auto at = static_cast<double>(i);
        block.samples.push_back(
            static_cast<float>(0.4 * std::sin(0.05 * at) * std::sin(0.0015 * at)));
    }
    return block;
}

/// A live run in which sound is heard so far as the test says, and what came out of it.
class LivePerson {
public:
    LivePerson(ConnectEngine connect, const SessionRequest& first)
        : m_engine(
              std::move(connect), first, [this](VideoFrame frame) { take(std::move(frame)); },
              [this] { take({.index = kEnd}); })
    {
        m_engine.start();
    }

    LiveEngine& engine() { return m_engine; }

    /// Hears what so many blocks of the session need, from its beginning on. One by one: a live run skips a block that still waits
    /// when a newer one is there.
    void hear(std::int64_t blocks)
    {
        for (; m_blocks < blocks; ++m_blocks) {
            const std::int64_t end = m_first + rhythm().endFrame(m_blocks);
            const std::int64_t samples = (end + m_engine.info().lookAheadFrames) * perFrame();
            m_engine.pushSound(voice(m_samples, samples - m_samples));
            m_samples = samples;
            waitForFrame(end - 1);
        }
    }

    /// Another session has taken over, from what is heard next on.
    void waitForSession()
    {
        const std::int64_t next = m_samples / perFrame();
        waitFor("another session", [&] {
            const LiveEngineStatus status = m_engine.status();
            return !status.refused.empty() || (m_engine.firstFrame() == next && status.running);
        });
        REQUIRE(m_engine.status().refused.empty());
        m_first = next;
        m_blocks = 0;
    }

    void end()
    {
        m_engine.finishSound();
        waitForFrame(kEnd);
    }

    VideoRhythm rhythm() const { return m_engine.info().rhythm(); }
    std::int64_t firstFrame() const { return m_first; } ///< of the session, in the run

    /// Those of so many blocks of the session, which must all be there.
    std::vector<VideoFrame> frames(std::int64_t blocks)
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<VideoFrame> found;
        for (std::int64_t i = m_first; i < m_first + rhythm().endFrame(blocks - 1); ++i)
            found.push_back(m_frames.at(i));
        return found;
    }

    /// What a session in this process makes that is opened with the request and hears the same.
    std::vector<VideoFrame> made(const EngineModel& model, const SessionRequest& request,
                                 std::int64_t blocks)
    {
        const std::int64_t count = rhythm().endFrame(blocks - 1);
        const auto session = model.open(request);
        AudioBlock sound =
            voice(m_first * perFrame(), (count + m_engine.info().lookAheadFrames) * perFrame());
        sound.firstSample = 0;
        session->pushAudio(std::move(sound));
        std::vector<VideoFrame> frames;
        while (frames.size() < static_cast<std::size_t>(count))
            frames.push_back(*session->nextFrame());
        return frames;
    }

private:
    static constexpr std::int64_t kEnd = 1 << 20;

    std::int64_t perFrame() const { return kEngineSampleRate / m_engine.info().framesPerSecond; }

    void waitForFrame(std::int64_t index)
    {
        waitFor("frame " + std::to_string(index), [&] {
            const std::scoped_lock lock(m_mutex);
            return m_frames.contains(index);
        });
    }

    void take(VideoFrame frame)
    {
        const std::scoped_lock lock(m_mutex);
        m_frames[frame.index] = std::move(frame);
    }

    std::mutex m_mutex;
    std::map<std::int64_t, VideoFrame> m_frames;
    std::int64_t m_samples = 0; // heard
    std::int64_t m_first = 0;   // frame of the session
    std::int64_t m_blocks = 0;  // of it, heard
    LiveEngine m_engine;        // ends before what it tells
};

/// Largest difference of a colour.
int difference(const std::vector<VideoFrame>& one, const std::vector<VideoFrame>& other,
               std::size_t first = 0)
{
    REQUIRE(one.size() == other.size());
    int worst = 0;
    for (std::size_t i = first; i < one.size(); ++i) {
        REQUIRE(one[i].data.size() == other[i].data.size());
        for (std::size_t k = 0; k < one[i].data.size(); ++k)
            worst = std::max(worst, std::abs(int{one[i].data[k]} - int{other[i].data[k]}));
    }
    return worst;
}

} // namespace

TEST_CASE(
    "Live person: words, face and a new beginning come at their block, as a session makes them",
    "[e2e][avatar][livetalk]")
{
    const Kind kind = GENERATE(Kind::LiveTalk, Kind::LiveAvatar);
    const Where where = GENERATE(Where::Here, Where::InItsProcess);
    CAPTURE(kind, where);
    const Person person(kind);
    const TemporaryFolder cache;
    ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1); // the child's too
    const std::shared_ptr<const EngineModel> here = person.loaded();
    std::shared_ptr<const EngineModel> there = here;
    // An engine that does not answer for two seconds is started again, and its session with it: a busy machine has longer here.
    if (where == Where::InItsProcess)
        there = EngineProcess::start({.path = IMPRINT_ENGINE_PROGRAM},
                                     {.beat = std::chrono::milliseconds(1000), .missed = 60})
                    .load(person.folder());
    SessionRequest first{.config = here->info().defaults, .reference = face(1)};
    first.config.seed = 4;
    LivePerson live([&] { return there; }, first);

    live.hear(1);
    SettingsChange words{.frame = live.rhythm().firstFrame(1), .config = first.config};
    words.config.prompt = "smiling"; // the second block is not due yet
    live.engine().update(words.config);
    live.hear(3);
    SessionRequest scripted = first;
    scripted.changes = {words};
    const std::vector<VideoFrame> talked = live.frames(3);
    CHECK(difference(talked, live.made(*here, scripted, 3)) == 0);
    const std::vector<VideoFrame> wordless = live.made(*here, first, 3);
    const auto second = static_cast<std::size_t>(live.rhythm().firstFrame(1));
    CHECK(difference({talked.begin(), talked.begin() + second},
                     {wordless.begin(), wordless.begin() + second}) == 0);
    CHECK(difference(talked, wordless, second) > 1);

    SessionRequest other = first;
    other.reference = face(2);
    live.engine().reset(other);
    live.waitForSession();
    REQUIRE(live.firstFrame() > 0);
    live.hear(2);
    const std::vector<VideoFrame> otherFace = live.frames(2);
    CHECK(otherFace.front().presentationTimeUs ==
          live.firstFrame() * 1'000'000 / live.rhythm().framesPerSecond);
    CHECK(difference(otherFace, live.made(*here, other, 2)) == 0);
    CHECK(difference(otherFace, live.made(*here, first, 2)) > 1);

    live.engine().reset();
    live.waitForSession();
    live.hear(1);
    CHECK(difference(live.frames(1), live.made(*here, other, 1)) == 0);

    SessionRequest faceless = other;
    faceless.reference.reset();
    live.engine().reset(faceless);
    waitFor("a refusal", [&] { return !live.engine().status().refused.empty(); });
    CHECK(live.engine().status().refused.find("picture of who speaks") != std::string::npos);
    live.end();
    CHECK(live.engine().status().failures == 0);
    CHECK(live.engine().status().lostSamples == 0);
    CHECK(live.engine().stats().droppedBlocks == 0);
}
