#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_engine.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

#include <set>
#include <thread>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

SessionConfig oneLatentPerBlock()
{
    SessionConfig config = quickConfig();
    config.blockLatents = 1;
    return config;
}

std::shared_ptr<const EngineModel> sharedPocketEngine()
{
    static const auto engine = loadPocketEngine(IMPRINT_SOURCE_DIR "/resources/models/pocket");
    return engine;
}

std::vector<std::shared_ptr<const VideoFrame>> framesOf(const SessionRequest& request,
                                                        std::int64_t samples)
{
    const auto session = sharedPocketEngine()->open(request);
    std::jthread feeder([&] {
        session->pushAudio(wholeSound(humming(samples)));
        session->finishAudio();
    });
    return readAll(*session);
}

} // namespace

TEST_CASE("Live session: blocks can be as short as one latent frame", "[pipeline][live]")
{
    const auto session = sharedPocketEngine()->open({.config = oneLatentPerBlock()});
    CHECK(session->info().blockFrames == 4);
    const auto frames = framesOf({.config = oneLatentPerBlock()}, 21 * 640);
    REQUIRE(frames.size() == 21);
    for (std::size_t i = 0; i < frames.size(); ++i)
        CHECK(frames[i]->block == (static_cast<std::int64_t>(i) + 3) / 4);
}

TEST_CASE("Live session: a session that keeps up makes the same pictures as one from a file",
          "[pipeline][live]")
{
    // One block's sound at a time, and the next only when its pictures are there: nothing is ever late.
    const std::vector<float> sound = humming(21 * 640);
    const auto session = sharedPocketEngine()->open({.config = oneLatentPerBlock(), .live = true});
    std::vector<std::shared_ptr<const VideoFrame>> frames = {session->nextFrame()};
    std::size_t pushed = 0;
    for (std::int64_t block = 1; block <= 4; ++block) {
        const std::size_t end = static_cast<std::size_t>(block * 4 + 3) * 640;
        session->pushAudio({.firstSample = static_cast<std::int64_t>(pushed),
                            .samples = {sound.begin() + static_cast<std::ptrdiff_t>(pushed),
                                        sound.begin() + static_cast<std::ptrdiff_t>(end)}});
        pushed = end;
        for (int i = 0; i < 4; ++i)
            frames.push_back(session->nextFrame());
    }
    const auto expected = framesOf({.config = oneLatentPerBlock()}, 21 * 640);
    REQUIRE(frames.size() == 17);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        CHECK(frames[i]->index == static_cast<std::int64_t>(i));
        CHECK(frames[i]->data == expected[i]->data);
    }
    CHECK(session->stats().droppedBlocks == 0);
}

TEST_CASE("Live session: sound that comes faster than pictures skips whole blocks and counts them",
          "[pipeline][live]")
{
    SessionConfig config = oneLatentPerBlock();
    config.ispaLayers = GENERATE(0, 3);
    config.ispaWarmup = 4;
    const std::int64_t blocks = 150; // heard within a second or two, in which some are made
    const auto session = sharedPocketEngine()->open({.config = config, .live = true});
    // Sound never waits for the generator; twice real time is pushed as fast as it is heard.
    for (std::int64_t block = 0; block <= blocks; ++block) {
        const std::vector<float> piece = humming(4 * 640);
        REQUIRE(session->pushAudio({.firstSample = block * 4 * 640, .samples = piece}));
    }
    session->finishAudio();
    const auto frames = readAll(*session);
    std::set<std::int64_t> made;
    for (const auto& frame : frames) {
        made.insert(frame->block);
        const std::int64_t first = frame->block == 0 ? 0 : 4 * frame->block - 3;
        CHECK(frame->index >= first);
        CHECK(frame->index < first + 4);
        CHECK(frame->presentationTimeUs == 40'000 * frame->index);
    }
    const std::int64_t dropped = session->stats().droppedBlocks;
    CHECK(dropped > 0);
    CHECK(made.count(0) == 1);
    CHECK(made.size() >= 3);                             // it never stood still
    CHECK(frames.back()->index == 4 * (blocks + 1) - 1); // the newest is never what is skipped
    CHECK(static_cast<std::int64_t>(made.size()) + dropped == blocks + 2);
}

namespace {

/// Pushes the sound up to a frame. Thread: one per session.
class Voice {
public:
    explicit Voice(std::int64_t frames)
        : m_sound(humming(frames * 640))
    {
    }

    void pushUpTo(EngineSession& session, std::int64_t frame)
    {
        const auto end = static_cast<std::size_t>(frame * 640);
        session.pushAudio({.firstSample = static_cast<std::int64_t>(m_pushed),
                           .samples = {m_sound.begin() + static_cast<std::ptrdiff_t>(m_pushed),
                                       m_sound.begin() + static_cast<std::ptrdiff_t>(end)}});
        m_pushed = end;
    }

    const std::vector<float>& sound() const { return m_sound; }

private:
    std::vector<float> m_sound;
    std::size_t m_pushed = 0;
};

std::vector<std::int64_t>
blocksWithout(const std::vector<std::shared_ptr<const VideoFrame>>& frames)
{
    std::vector<std::int64_t> skipped;
    std::int64_t next = 0;
    for (const auto& frame : frames) {
        for (; next < frame->block; ++next)
            skipped.push_back(next);
        next = frame->block + 1;
    }
    return skipped;
}

} // namespace

TEST_CASE("Live session: its script gives the same frames again, however late it was",
          "[pipeline][live]")
{
    constexpr std::int64_t kFrames = 101;
    SessionRequest request{.config = oneLatentPerBlock(), .live = true};
    request.config.ispaLayers = GENERATE(0, 3);
    request.config.ispaWarmup = 4;
    SessionConfig changed = request.config;
    changed.prompt = "a man with a beard";
    changed.headMotion = 0.8;
    changed.steps = 2;

    const auto live = sharedPocketEngine()->open(request);
    Voice voice(kFrames);
    std::vector<std::shared_ptr<const VideoFrame>> frames = {live->nextFrame()};
    for (std::int64_t block = 1; block <= 2;
         ++block) { // in step, so that it is known where it stands
        voice.pushUpTo(*live, 4 * block + 3);
        for (int i = 0; i < 4; ++i)
            frames.push_back(live->nextFrame());
    }
    const std::int64_t changedAt = live->update(changed);
    REQUIRE(changedAt == 3);
    for (std::int64_t frame = 15; frame <= kFrames; frame += 2) // faster than it can be made
        voice.pushUpTo(*live, frame);
    live->finishAudio();
    while (auto frame = live->nextFrame())
        frames.push_back(std::move(frame));
    const std::vector<std::int64_t> skipped = blocksWithout(frames);
    REQUIRE(static_cast<std::int64_t>(skipped.size()) == live->stats().droppedBlocks);
    REQUIRE(!skipped.empty());

    request.live = false;
    request.changes = {{.frame = 1 + 4 * (changedAt - 1), .config = changed}};
    request.skippedBlocks = skipped;
    const auto again = sharedPocketEngine()->open(request);
    std::jthread feeder([&] {
        again->pushAudio(wholeSound(voice.sound()));
        again->finishAudio();
    });
    const auto replayed = readAll(*again);
    REQUIRE(replayed.size() == frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        INFO("frame " << frames[i]->index);
        CHECK(replayed[i]->index == frames[i]->index);
        CHECK(replayed[i]->block == frames[i]->block);
        CHECK(replayed[i]->data == frames[i]->data);
    }
    CHECK(again->stats().droppedBlocks == 0);
}

TEST_CASE("Live session: a script that cannot be followed is refused when it opens",
          "[pipeline][live]")
{
    const auto refusal = [](const SessionRequest& request) {
        return errorOf([&] { sharedPocketEngine()->open(request); });
    };
    SessionRequest request{.config = oneLatentPerBlock()};
    request.skippedBlocks = {0};
    CHECK(refusal(request).code == ErrorCode::BadConfig);
    request.skippedBlocks = {1};
    CHECK_FALSE(refusal(request).code);
    request.changes = {{.frame = 1, .config = oneLatentPerBlock()}};
    request.changes.front().config.ispaLayers = 200; // more than the model has
    CHECK(refusal(request).code == ErrorCode::BadConfig);
}
