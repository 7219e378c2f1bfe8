// LiveRun with a video that is made of words.

#include "app/session/live_run.h"

#include "app/session/take.h"
#include "tests/session/fake_engine.h"
#include "tests/session/paced_source.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr std::size_t kSilentPerFrame = kPacedPerFrame;

struct WordRun {
    std::shared_ptr<FakeEngineState> state = std::make_shared<FakeEngineState>();
    std::shared_ptr<CollectingOutput> output = std::make_shared<CollectingOutput>();
    LiveRun live;

    explicit WordRun(double seconds)
        : live([this] { return std::make_shared<FakeEngine>(state); },
               {.config = {.prompt = "a red fox"}}, nullptr, {.wordSeconds = seconds})
    {
        live.addOutput(output);
    }

    std::vector<std::shared_ptr<const LiveMoment>> wholeVideo()
    {
        live.setPaused(false);
        REQUIRE(live.waitForEnd(std::chrono::minutes(1)));
        return output->moments();
    }
};

/// Numbered without a gap, silent, and with a picture.
void checkSilentMoments(const std::vector<std::shared_ptr<const LiveMoment>>& moments)
{
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const LiveMoment& moment = *moments[i];
        CAPTURE(i);
        REQUIRE(moment.index == static_cast<std::int64_t>(i));
        REQUIRE(moment.frame != nullptr);
        REQUIRE(moment.sound == std::vector<float>(kSilentPerFrame, 0.0F));
    }
}

} // namespace

TEST_CASE("LiveRun: every picture of a video of words is one moment, and none is left out",
          "[session][words]")
{
    WordRun run(1.19); // ends within its thirtieth frame
    const auto moments = run.wholeVideo();
    checkSilentMoments(moments);
    REQUIRE(moments.size() == 30);
    for (const auto& moment : moments) {
        CHECK_FALSE(moment->repeated);
        CHECK(moment->frame->index == moment->index);
    }
    const LiveStats stats = run.live.stats();
    CHECK(stats.ended);
    CHECK(stats.wantedFrames == 30);
    CHECK(stats.moments == 30);
    CHECK(stats.engine.failures == 0);
    const std::scoped_lock lock(run.state->mutex);
    REQUIRE(run.state->requests.size() == 1);
    CHECK_FALSE(run.state->requests.front().live);
}

TEST_CASE("LiveRun: a video of words waits while it is paused, and nothing piles up",
          "[session][words]")
{
    WordRun run(40);
    FakeSession& session = openSession(*run.state);
    const auto made = [&] { return session.stats().frames; };
    waitFor("some pictures", [&] { return made() > 20; });
    CHECK(run.output->moments().empty());
    run.live.setPaused(false);
    waitFor("moments", [&] { return run.output->moments().size() > 5; });
    run.live.setPaused(true);
    // One may be in the hands of whoever shows, one of whoever fetches.
    CHECK(made() <= static_cast<std::int64_t>(run.output->moments().size()) + 27);
    run.live.stop(); // also while somebody waits for room
    CHECK_FALSE(run.live.stats().ended);
    checkSilentMoments(run.output->moments());
}

TEST_CASE("LiveRun: the card hides a video of words at once, and no picture of it is lost",
          "[session][words]")
{
    WordRun run(1);
    run.live.setPanic(true); // while nothing is shown yet
    waitFor("cards", [&] { return run.output->moments().size() > 3; });
    run.live.setPanic(false);
    const auto moments = run.wholeVideo();
    checkSilentMoments(moments);
    std::vector<std::shared_ptr<const LiveMoment>> shown;
    std::copy_if(moments.begin(), moments.end(), std::back_inserter(shown),
                 [](const auto& moment) { return !moment->repeated; });
    REQUIRE(shown.size() == 25);
    for (std::size_t i = 0; i < shown.size(); ++i)
        CHECK(shown[i]->frame->index == static_cast<std::int64_t>(i));
    CHECK(moments.front()->repeated);
    CHECK(moments.front()->frame->data != shown.front()->frame->data);
}

TEST_CASE("LiveRun: an engine that dies makes a video of words again, one that refuses ends it",
          "[session][words]")
{
    const bool dies = GENERATE(true, false);
    WordRun run(2);
    run.live.setPaused(false);
    waitFor("moments", [&] { return run.output->moments().size() > 3; });
    openSession(*run.state).die(dies ? ErrorCode::Io : ErrorCode::BadConfig);
    const auto moments = run.wholeVideo();
    checkSilentMoments(moments);
    const LiveStats stats = run.live.stats();
    CHECK(stats.engine.failures == 1);
    CHECK(stats.ended);
    if (dies) {
        CHECK(moments.size() > 50); // with those of before
        CHECK(moments.back()->frame->index == moments.back()->index);
    } else {
        CHECK_FALSE(stats.engine.trouble.empty());
    }
}

TEST_CASE("LiveRun: videos of words are not compared while they are made", "[session][words]")
{
    WordRun run(1);
    CHECK(errorOf([&] { run.live.compare({}, {}); }).code == ErrorCode::Unsupported);
    CHECK(run.wholeVideo().size() == 25);
}

TEST_CASE("LiveRun: a take of a video of words begins anew and holds all of it", "[session][words]")
{
    const TemporaryFolder folder;
    WordRun run(1);
    const auto writer = run.live.startTake(folder / "take", "fake");
    run.wholeVideo();
    run.live.stop();
    run.live.endTake();
    writer->finish();
    CHECK_FALSE(writer->stats().failed);
    const Take take = readTake(folder / "take");
    REQUIRE(take.sessions.size() == 1);
    CHECK(take.soundSamples == kEngineSampleRate);
    std::int64_t frames = 0;
    for (const TakeBlock& block : take.sessions.front().blocks)
        frames += block.frames;
    CHECK(frames == 25);
    CHECK(take.sessions.front().request.skippedBlocks.empty());
}
