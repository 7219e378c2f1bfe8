#include "app/session/live_engine.h"

#include "tests/session/fake_engine.h"
#include "tests/support/error_of.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <chrono>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr std::int64_t kPerFrame = FakeSession::kPerFrame;

/// A live engine, and what came out of it. Sound is a ramp: every frame is told apart by its brightness.
struct EngineRun {
    std::shared_ptr<FakeEngineState> state = std::make_shared<FakeEngineState>();
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<VideoFrame> frames;
    bool finished = false;
    std::int64_t pushed = 0;
    LiveEngine engine;

    explicit EngineRun(SessionConfig config = {})
        : engine(
              [this] {
                  const std::scoped_lock lock(state->mutex);
                  ++state->connections;
                  return std::make_shared<FakeEngine>(state);
              },
              {.config = config}, [this](VideoFrame frame) { take(std::move(frame)); },
              [this] {
                  const std::scoped_lock lock(mutex);
                  finished = true;
                  changed.notify_all();
              })
    {
    }

    void take(VideoFrame frame)
    {
        const std::scoped_lock lock(mutex);
        frames.push_back(std::move(frame));
        changed.notify_all();
    }

    static float loudness(std::int64_t frame) { return static_cast<float>(frame % 200) / 255.0F; }

    void push(std::int64_t count)
    {
        for (std::int64_t i = 0; i < count; ++i, pushed += kPerFrame)
            engine.pushSound({.firstSample = pushed,
                              .samples = std::vector<float>(static_cast<std::size_t>(kPerFrame),
                                                            loudness(pushed / kPerFrame))});
    }

    void waitFor(const std::function<bool()>& condition)
    {
        std::unique_lock lock(mutex);
        REQUIRE(changed.wait_for(lock, std::chrono::seconds(30), condition));
    }

    void waitForFrame(std::int64_t index)
    {
        waitFor([&] { return !frames.empty() && frames.back().index >= index; });
    }
};

/// Every frame but stills shows the sound of its own index.
void checkFrames(const std::vector<VideoFrame>& frames)
{
    std::int64_t last = -1;
    for (const VideoFrame& frame : frames) {
        INFO("frame " << frame.index);
        CHECK(frame.index > last);
        last = frame.index;
        CHECK(frame.presentationTimeUs == 40'000 * frame.index);
        if (frame.block > 0)
            CHECK(frame.data.front() == frame.index % 200);
    }
}

} // namespace

TEST_CASE("LiveEngine: frames carry the sound of their own index to the end", "[session]")
{
    EngineRun run;
    run.engine.start();
    run.push(50);
    run.engine.finishSound();
    run.waitFor([&] { return run.finished; });
    CHECK(run.engine.finished());
    CHECK(run.frames.size() == 50);
    checkFrames(run.frames);
    CHECK(run.engine.status().failures == 0);
    CHECK(run.state->requests.front().live);
}

TEST_CASE("LiveEngine: a dead engine is started again and goes on from the sound of that moment",
          "[session]")
{
    EngineRun run;
    run.engine.start();
    run.push(20);
    run.waitForFrame(12);
    {
        const std::scoped_lock lock(run.state->mutex);
        run.state->refusals = 2; // it does not come back at once
    }
    const std::int64_t before = run.engine.stats().frames;
    CHECK(before > 12);
    openSession(*run.state).die();
    run.engine.update({.prompt = "red hair"}); // into a dead engine: the next one begins with it
    CHECK(run.engine.stats().frames >= before);
    REQUIRE(eventually([&] {
        run.push(1); // sound goes on meanwhile, into nothing
        const std::scoped_lock lock(run.state->mutex);
        return run.state->requests.size() == 2;
    }));
    run.push(20);
    run.engine.finishSound();
    run.waitFor([&] { return run.finished; });
    checkFrames(run.frames);
    CHECK(run.frames.back().index == run.pushed / kPerFrame - 1);
    CHECK(run.engine.status().failures == 3);
    CHECK(run.state->connections == 4);
    CHECK(run.state->requests.back().config.prompt == "red hair");
}

TEST_CASE("LiveEngine: a reset is no failure", "[session]")
{
    EngineRun run;
    run.engine.start();
    run.push(20);
    run.waitForFrame(12);
    run.engine.reset();
    REQUIRE(eventually([&] {
        const std::scoped_lock lock(run.state->mutex);
        return run.state->requests.size() == 2;
    }));
    run.push(20);
    run.engine.finishSound();
    run.waitFor([&] { return run.finished; });
    checkFrames(run.frames);
    CHECK(run.engine.status().failures == 0);
}

TEST_CASE("LiveEngine: another person is opened in the place of the first", "[session]")
{
    EngineRun run;
    run.engine.start();
    run.push(20);
    run.waitForFrame(12);
    run.engine.reset({.config = {.prompt = "a king"}, .persona = "anna"});
    run.engine.reset({.config = {.prompt = "a queen"}, .persona = "anna"}); // the last one counts
    const auto asked = [&] {
        run.push(1);
        const std::scoped_lock lock(run.state->mutex);
        return run.state->requests.back().config.prompt == "a queen";
    };
    REQUIRE(eventually(asked));
    run.push(20);
    run.engine.finishSound();
    run.waitFor([&] { return run.finished; });
    checkFrames(run.frames);
    CHECK(run.frames.back().index == run.pushed / kPerFrame - 1);
    CHECK(run.state->requests.back().live);
    CHECK(run.state->requests.back().persona == "anna");
    CHECK(run.engine.status().failures == 0);
    CHECK(run.engine.status().refused.empty());
}

TEST_CASE("LiveEngine: a person that cannot be opened is refused, and the one before comes back",
          "[session]")
{
    EngineRun run({.prompt = "a knight"});
    run.engine.start();
    run.push(20);
    run.waitForFrame(12);
    run.engine.reset({.config = {.prompt = "a king"}, .persona = kBrokenPersona});
    const auto back = [&] {
        run.push(1);
        const std::scoped_lock lock(run.state->mutex);
        return run.state->requests.size() == 3;
    };
    REQUIRE(eventually(back));
    run.push(20);
    run.engine.finishSound();
    run.waitFor([&] { return run.finished; });
    checkFrames(run.frames);
    CHECK(run.frames.back().index == run.pushed / kPerFrame - 1);
    CHECK(run.state->requests.back().config.prompt == "a knight");
    CHECK(run.state->requests.back().persona.empty());
    CHECK(run.engine.status().refused.find("no persona") != std::string::npos);
    CHECK(run.engine.status().failures == 0);
}

TEST_CASE("LiveEngine: bad settings are refused and change nothing", "[session]")
{
    EngineRun run;
    run.engine.start();
    CHECK(errorOf([&] { run.engine.update({.steps = 99}); }).code == ErrorCode::BadConfig);
    CHECK(errorOf([&] {
              EngineRun failing;
              failing.state->refusals = 1;
              LiveEngine([&] { return std::make_shared<FakeEngine>(failing.state); }, {},
                         [](VideoFrame) {}, [] {});
          }).code == ErrorCode::Io);
}

TEST_CASE("LiveEngine: a session that is to begin later hears nothing from before", "[session]")
{
    EngineRun run;
    run.engine.start();
    run.push(20);
    run.waitForFrame(12);
    run.engine.reset({}, 30);
    waitFor("the session that begins later", [&] { return run.engine.firstFrame() == 30; });
    run.push(40);
    run.waitFor([&] { return run.frames.back().index >= 50; });
    CHECK(run.engine.status().lostSamples == 0);
    const std::scoped_lock lock(run.mutex);
    for (const VideoFrame& frame : run.frames)
        CHECK((frame.index < 20 || frame.index >= 30));
    checkFrames(run.frames);
}

TEST_CASE("LiveEngine: can be stopped at any time", "[session]")
{
    const int frames = GENERATE(0, 1, 30);
    EngineRun run;
    run.engine.start();
    run.push(frames);
    run.engine.stop();
    run.engine.stop();
    CHECK_FALSE(run.engine.finished());
}
