#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

#include <future>
#include <thread>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

std::unique_ptr<EngineSession> open()
{
    return openPocketSession(pocket(), {.config = quickConfig()});
}

/// Takes frames until one of block `block` came.
void readUntilBlock(EngineSession& session, std::int64_t block,
                    std::vector<std::shared_ptr<const VideoFrame>>& frames)
{
    while (frames.empty() || frames.back()->block < block) {
        frames.push_back(session.nextFrame());
        REQUIRE(frames.back() != nullptr);
    }
}

/// Pushes sound without end until the session refuses it.
void pushForEver(EngineSession& session, std::promise<void>& firstPushed)
{
    std::int64_t first = 0;
    while (session.pushAudio({.firstSample = first, .samples = std::vector<float>(7680)})) {
        if (first == 0)
            firstPushed.set_value();
        first += 7680;
    }
}

} // namespace

TEST_CASE("PocketSession: new settings hold from exactly the block that update names", "[pipeline]")
{
    const std::vector<float> sound = humming(49 * 640); // four blocks
    const auto blocks = cutInto(sound, {30 * 640, 19 * 640});
    const SessionConfig before = quickConfig();
    SessionConfig after = before;
    after.prompt = "a sad woman with red hair";
    after.headMotion = 0.5;
    after.steps = 2;

    const auto session = open();
    std::vector<std::shared_ptr<const VideoFrame>> frames;
    REQUIRE(session->pushAudio(blocks[0])); // enough for two blocks
    readUntilBlock(*session, 1, frames);
    const std::int64_t changed = session->update(after);
    REQUIRE(changed >= 2);
    REQUIRE(changed <= 3);
    REQUIRE(session->pushAudio(blocks[1]));
    session->finishAudio();
    for (auto& frame : readAll(*session))
        frames.push_back(std::move(frame));

    const at::Tensor got = picturesOf(frames);
    const std::int64_t unchanged = 1 + 12 * (changed - 1);
    const at::Tensor withoutChange = stepByHand(before, sound);
    CHECK(at::equal(got.narrow(0, 0, unchanged), withoutChange.narrow(0, 0, unchanged)));
    for (std::int64_t frame = unchanged; frame < 49; ++frame)
        CHECK_FALSE(at::equal(got[frame], withoutChange[frame]));
    CHECK(at::equal(got, stepByHand(before, sound, SettingsChange{unchanged, after})));
}

TEST_CASE("PocketSession: settings that it is built on cannot change", "[pipeline]")
{
    const auto session = open();
    const auto refuses = [&](auto change) {
        SessionConfig config = quickConfig();
        change(config);
        return errorOf([&] { session->update(config); }).code == ErrorCode::BadConfig;
    };
    CHECK(refuses([](SessionConfig& config) { config.seed = 6; }));
    CHECK(refuses([](SessionConfig& config) { config.kvPolicy = CacheKind::Growing; }));
    CHECK(refuses([](SessionConfig& config) { config.kvSinkFrames = 2; }));
    CHECK(refuses([](SessionConfig& config) { config.kvWindowFrames = 7; }));
    CHECK(refuses([](SessionConfig& config) { config.steps = 9; }));
    CHECK_FALSE(refuses([](SessionConfig& config) { config.steps = 4; }));
}

TEST_CASE("PocketSession: stop wakes a reader that waits for sound", "[pipeline]")
{
    const auto session = open();
    std::promise<void> stillRead;
    auto reader = std::async(std::launch::async, [&] {
        const bool got = session->nextFrame() != nullptr;
        stillRead.set_value();
        return got && session->nextFrame() == nullptr; // no sound will come
    });
    stillRead.get_future().wait();
    session->stop();
    CHECK(reader.get());
}

TEST_CASE("PocketSession: stop wakes a producer that waits for room", "[pipeline]")
{
    const auto session = open();
    std::promise<void> firstPushed;
    std::jthread producer([&] { pushForEver(*session, firstPushed); });
    firstPushed.get_future().wait();
    session->stop();
    producer.join();
    CHECK_FALSE(session->pushAudio({}));
    CHECK(session->stats().blocks < 12); // nobody read: the queues held the work back
}

TEST_CASE("PocketSession: after stop there are no frames, and stop may be called again",
          "[pipeline]")
{
    const auto session = open();
    session->pushAudio(wholeSound(humming(26 * 640)));
    session->finishAudio();
    std::vector<std::shared_ptr<const VideoFrame>> frames;
    readUntilBlock(*session, 1, frames); // eleven more of this block are decoded
    std::jthread other([&] { session->stop(); });
    session->stop();
    CHECK(session->nextFrame() == nullptr);
    session->stop();
    CHECK(session->nextFrame() == nullptr);
}

TEST_CASE("PocketSession: can be dropped at any time", "[pipeline]")
{
    open(); // before any sound
    const auto session = open();
    session->pushAudio(wholeSound(humming(200 * 640))); // more than the queues hold, and no reader
    session->finishAudio();
    open()->finishAudio(); // while it may still be working
}

TEST_CASE("PocketSession: a gap in the sound ends it with an error for the reader", "[pipeline]")
{
    const std::int64_t second = GENERATE(1601, 1599, 0);
    const auto session = open();
    session->pushAudio({.firstSample = 0, .samples = std::vector<float>(1600)});
    session->pushAudio({.firstSample = second, .samples = std::vector<float>(1600)});
    const CaughtError error = errorOf([&] { readAll(*session); });
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names(concat("sample ", second, " came after 1600")));
    CHECK_FALSE(session->pushAudio({.firstSample = 1600, .samples = {}}));
    CHECK(errorOf([&] { session->nextFrame(); }).code == ErrorCode::BadInput);
}
