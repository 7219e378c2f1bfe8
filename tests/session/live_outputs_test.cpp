#include "app/session/live_outputs.h"

#include "app/session/take.h"
#include "tests/outputs/decoded_movie.h"
#include "tests/session/fake_engine.h"
#include "tests/session/paced_source.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <filesystem>
#include <latch>
#include <thread>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;
using std::chrono::milliseconds;

namespace {

/// A run that goes on until the test is over, and its outputs.
struct OutputRun {
    std::shared_ptr<FakeEngineState> state = std::make_shared<FakeEngineState>();
    LiveRun live{[this] { return std::make_shared<FakeEngine>(state); },
                 {},
                 std::make_unique<PacedSource>(100'000),
                 {}};
    LiveOutputs outputs{live};

    OutputReport report(OutputKind kind) const
    {
        const auto report = outputs.stats(kind);
        REQUIRE(report);
        return *report;
    }

    void waitForMoments(OutputKind kind, std::int64_t count) const
    {
        waitFor("moments", [&] { return report(kind).stats.moments >= count; });
    }
};

/// Takes as long to finish as the test likes.
class SlowOutput : public CollectingOutput {
public:
    void finish() override { mayFinish.wait(); }

    std::latch mayFinish{1};
};

class FailedOutput : public CollectingOutput {
public:
    void finish() override { finished = true; }
    LiveOutputStats stats() const override { return {.state = "the disk is full", .failed = true}; }

    std::atomic<bool> finished = false;
};

LiveOutputs::Make giving(std::shared_ptr<LiveOutput> output)
{
    return [output] { return LiveOutputs::Opened{.output = output}; };
}

} // namespace

TEST_CASE("LiveOutputs: recordings begin and end while the run goes on", "[session]")
{
    const TemporaryFolder folder;
    OutputRun run;
    RecordingWish wish;
    wish.pattern = folder / "take.mkv";
    wish.comment = "seed = 7";
    const std::string first = run.outputs.startRecording(wish);
    CHECK(first == folder / "take.mkv");
    CHECK(run.report(OutputKind::Recording).phase == OutputPhase::Running);
    CHECK(run.report(OutputKind::Recording).target == first);
    run.waitForMoments(OutputKind::Recording, 10);
    run.outputs.stop(OutputKind::Recording);

    const OutputReport ended = run.report(OutputKind::Recording);
    CHECK(ended.phase == OutputPhase::Ended);
    CHECK(ended.stats.state == "finished");
    CHECK(ended.stats.bytes > 0);
    CHECK(ended.seconds > 0.2);
    CHECK_FALSE(run.outputs.isRunning(OutputKind::Recording));
    const DecodedMovie movie = decodeMovie(first);
    CHECK(static_cast<std::int64_t>(movie.frames.size()) == ended.stats.moments);
    CHECK(movie.damaged == 0);
    CHECK(movie.metadata.at("COMMENT").find("seed = 7") != std::string::npos);

    const std::string second = run.outputs.startRecording(wish);
    CHECK(second == folder / "take (2).mkv");
    run.waitForMoments(OutputKind::Recording, 1);
    run.outputs.finish();
    CHECK(decodeMovie(second).damaged == 0);
    REQUIRE(run.outputs.stats().size() == 2);
    CHECK(run.outputs.stats().front().stats.moments == ended.stats.moments);
}

TEST_CASE(
    "LiveOutputs: one that takes its time to finish is seen doing so and keeps nobody waiting",
    "[session]")
{
    OutputRun run;
    const auto slow = std::make_shared<SlowOutput>();
    run.outputs.start(OutputKind::Stream, "slow", giving(slow));
    run.waitForMoments(OutputKind::Stream, 1);
    std::thread stopping([&] { run.outputs.stop(OutputKind::Stream); });
    waitFor("finishing",
            [&] { return run.report(OutputKind::Stream).phase == OutputPhase::Finishing; });
    CHECK_FALSE(run.outputs.isRunning(OutputKind::Stream));

    const auto next = std::make_shared<CollectingOutput>(); // of the same kind, beside it
    run.outputs.start(OutputKind::Stream, "next", giving(next));
    run.waitForMoments(OutputKind::Stream, 3);
    CHECK(run.report(OutputKind::Stream).target == "next");
    CHECK(run.outputs.stats().front().phase == OutputPhase::Finishing);

    std::atomic<bool> over = false;
    std::thread finishing([&] {
        run.outputs.finish();
        over = true;
    });
    waitFor("the end of the next",
            [&] { return run.report(OutputKind::Stream).phase == OutputPhase::Ended; });
    CHECK_FALSE(over); // it waits for the slow one too
    slow->mayFinish.count_down();
    stopping.join();
    finishing.join();
    CHECK(run.outputs.stats().front().phase == OutputPhase::Ended);
    const std::size_t count = slow->moments().size();
    CHECK(run.outputs.stats().front().stats.moments == static_cast<std::int64_t>(count));
}

TEST_CASE("LiveOutputs: one of a kind at a time, and one that failed makes room", "[session]")
{
    OutputRun run;
    const auto failed = std::make_shared<FailedOutput>();
    const auto good = std::make_shared<CollectingOutput>();
    run.outputs.start(OutputKind::Camera, "one", giving(failed));
    run.outputs.start(OutputKind::Camera, "two", giving(good));
    CHECK(failed->finished);
    CHECK(run.outputs.stats().front().phase == OutputPhase::Ended);
    CHECK(run.outputs.stats().front().stats.failed);
    const CaughtError error =
        errorOf([&] { run.outputs.start(OutputKind::Camera, "three", giving(failed)); });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("camera"));
    run.waitForMoments(OutputKind::Camera, 1);
    CHECK(run.report(OutputKind::Camera).target == "two");
}

TEST_CASE("LiveOutputs: what cannot be opened leaves no trace", "[session]")
{
    OutputRun run;
    CHECK(errorOf([&] { run.outputs.startRecording({.pattern = "take.xyz"}); }).code ==
          ErrorCode::BadInput);
    CHECK(errorOf([&] { run.outputs.startRecording({.pattern = "/nowhere/take.mp4"}); }).code ==
          ErrorCode::Io);
    CHECK(errorOf([&] { run.outputs.startV4l2("/dev/no-such-video"); }).code ==
          ErrorCode::NotFound);
    CHECK(errorOf([&] { run.outputs.startStream({.url = "http://example.org"}); }).code ==
          ErrorCode::BadInput);
    CHECK(run.outputs.stats().empty());
    run.outputs.stop(OutputKind::Stream); // nothing runs: nothing happens
    run.outputs.finish();
}

TEST_CASE("LiveOutputs: a stream's key is in no figure", "[session]")
{
    OutputRun run;
    run.outputs.startStream({.url = "rtmp://127.0.0.1:9/live/hidden", .firstRetryMs = 10});
    waitFor("trouble", [&] {
        return run.report(OutputKind::Stream).stats.state.find("connect") != std::string::npos;
    });
    const OutputReport report = run.report(OutputKind::Stream);
    CHECK(report.target == "rtmp://127.0.0.1:9/live");
    CHECK(report.stats.state.find("hidden") == std::string::npos);
}

TEST_CASE("LiveOutputs: the voice's offset reaches outputs that run and those to come", "[session]")
{
    OutputRun run;
    milliseconds first{-1};
    milliseconds second{-1};
    const auto following = [](milliseconds& offset) {
        return [&offset] {
            return LiveOutputs::Opened{
                .output = std::make_shared<CollectingOutput>(),
                .setVoiceOffset = [&offset](milliseconds now) { offset = now; }};
        };
    };
    run.outputs.start(OutputKind::Microphone, "", following(first));
    CHECK(first == milliseconds(0));
    run.outputs.setVoiceOffset(milliseconds(120));
    CHECK(first == milliseconds(120));
    run.outputs.start(OutputKind::Camera, "", following(second));
    CHECK(second == milliseconds(120));
    run.outputs.stop(OutputKind::Microphone);
    run.outputs.setVoiceOffset(milliseconds(40));
    CHECK(first == milliseconds(120)); // it is over
    CHECK(second == milliseconds(40));
}

TEST_CASE("LiveOutputs: a take is kept beside all else", "[session][take]")
{
    const TemporaryFolder folder;
    OutputRun run;
    const TakeWish wish{.pattern = folder / "take", .model = "fake"};
    const std::string path = run.outputs.startTake(wish);
    CHECK(path == folder / "take");
    CHECK(errorOf([&] { run.outputs.startTake(wish); }).names("take"));
    run.waitForMoments(OutputKind::Take, 10);
    run.outputs.stop(OutputKind::Take);
    const OutputReport ended = run.report(OutputKind::Take);
    CHECK(ended.phase == OutputPhase::Ended);
    CHECK(ended.stats.state == "written");
    CHECK(readTake(path).header.model == "fake");
    CHECK(run.outputs.startTake(wish) == folder / "take (2)");
    run.outputs.finish();
}
