#include "app/session/export_queue.h"

#include "app/session/dropped.h"
#include "app/session/take_writer.h"
#include "tests/session/fake_engine.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr int kFrames = 25;

/// A take of one second, made with the fake engine.
std::string takeIn(const TemporaryFolder& folder, const std::string& name)
{
    const SessionInfo info{.width = 16, .height = 16, .framesPerSecond = 25, .blockFrames = 4};
    TakeWriter writer(folder / name, {.model = "fake"}, {});
    writer.begun(0, info, {});
    AudioBlock sound;
    sound.samples.assign(kFrames * FakeSession::kPerFrame, 0.25F);
    writer.heard(sound);
    writer.finish();
    return folder / name;
}

/// Loads fake models, each when it may.
struct Loader {
    std::shared_ptr<const EngineModel> operator()(const std::string& model)
    {
        ++*loads;
        REQUIRE(eventually([this] { return open->load(); }));
        if (model != "fake")
            throw Error(ErrorCode::NotFound, concat("there is no model '", model, "'"),
                        "Install it");
        return std::make_shared<FakeEngine>(state);
    }

    std::shared_ptr<FakeEngineState> state = std::make_shared<FakeEngineState>();
    std::shared_ptr<std::atomic<bool>> open = std::make_shared<std::atomic<bool>>(true);
    std::shared_ptr<std::atomic<int>> loads = std::make_shared<std::atomic<int>>(0);
};

/// Its sessions never make a picture.
class StuckEngine : public FakeEngine {
public:
    explicit StuckEngine(std::shared_ptr<std::atomic<int>> waiting)
        : FakeEngine(std::make_shared<FakeEngineState>())
        , m_state(std::make_shared<FakeEngineState>())
        , m_waiting(std::move(waiting))
    {
    }

    std::unique_ptr<EngineSession> open(const SessionRequest&) const override
    {
        return std::make_unique<Session>(m_state, m_waiting);
    }

private:
    class Session : public FakeSession {
    public:
        Session(std::shared_ptr<FakeEngineState> state, std::shared_ptr<std::atomic<int>> waiting)
            : FakeSession(std::move(state))
            , m_waiting(std::move(waiting))
        {
        }
        bool pushAudio(AudioBlock) override { return true; }
        void finishAudio() override {}
        std::shared_ptr<const VideoFrame> nextFrame() override
        {
            ++*m_waiting;
            m_stopped.wait(false);
            return nullptr;
        }
        void stop() override
        {
            m_stopped = true;
            m_stopped.notify_all();
        }

    private:
        std::atomic<bool> m_stopped = false;
        std::shared_ptr<std::atomic<int>> m_waiting;
    };

    std::shared_ptr<FakeEngineState> m_state;
    std::shared_ptr<std::atomic<int>> m_waiting;
};

ExportReport reportOf(const ExportQueue& queue, int id)
{
    for (const ExportReport& report : queue.reports())
        if (report.id == id)
            return report;
    return {};
}

} // namespace

TEST_CASE("ExportQueue: takes become movies, one after another", "[session][export]")
{
    const TemporaryFolder folder;
    ExportQueue queue{Loader()};
    CHECK_FALSE(queue.isBusy());
    const int first = queue.add({.take = takeIn(folder, "one"), .out = folder / "a.mkv"});
    const int second =
        queue.add({.take = takeIn(folder, "two"),
                   .out = folder / "a.mkv",
                   .size = 32,
                   .steps = 4,
                   .format = {.videoCodec = VideoCodec::Ffv1, .audioCodec = AudioCodec::Pcm}});
    REQUIRE(eventually([&] { return !queue.isBusy(); }));
    for (const int id : {first, second}) {
        const ExportReport report = reportOf(queue, id);
        CAPTURE(report.trouble);
        CHECK(report.phase == ExportPhase::Finished);
        CHECK(report.frames == kFrames);
        CHECK(report.framesPlanned == kFrames);
        CHECK(report.secondsLeft == 0);
        CHECK(std::filesystem::exists(report.out));
    }
    CHECK(reportOf(queue, first).out == folder / "a.mkv");
    CHECK(reportOf(queue, second).out == folder / "a (2).mkv"); // nothing is overwritten
    const Dropped made = lookAtDropped(folder / "a (2).mkv");
    REQUIRE(made.movie); // and it says what made it
    CHECK(made.movie->config.steps == 4);
}

TEST_CASE("ExportQueue: what an export took is known for the next one", "[session][export]")
{
    const TemporaryFolder folder;
    const auto paces = std::make_shared<ExportPaces>(exportPacesFile(folder.path()));
    ExportPace kind;
    kind.model = "fake";
    kind.steps = SessionConfig().steps;
    std::int64_t bytes = 0;
    {
        ExportQueue queue(Loader(), paces);
        const int id = queue.add({.take = takeIn(folder, "one"), .out = folder / "a.mp4"});
        REQUIRE(eventually([&] { return !queue.isBusy(); }));
        REQUIRE(reportOf(queue, id).phase == ExportPhase::Finished);
        bytes = static_cast<std::int64_t>(std::filesystem::file_size(folder / "a.mp4"));
    }
    ExportPaces later(exportPacesFile(folder.path()));
    const ExportEstimate estimate = later.estimate(kind, kFrames);
    REQUIRE(estimate.seconds);
    CHECK(*estimate.seconds > 0);
    CHECK(estimate.bytes == bytes); // the same take again
    kind.steps = 7;
    CHECK_FALSE(later.estimate(kind, kFrames).seconds);
}

TEST_CASE("ExportQueue: what fails says why, and the next one has its turn", "[session][export]")
{
    const TemporaryFolder folder;
    ExportQueue queue{Loader()};
    const std::string take = takeIn(folder, "one");
    const int none = queue.add({.take = folder / "none", .out = folder / "a.mp4"});
    const int unfit = queue.add(
        {.take = take, .out = folder / "b.mp4", .format = {.videoCodec = VideoCodec::Ffv1}});
    const int ending = queue.add({.take = take, .out = folder / "b.txt"});
    const int good = queue.add({.take = take, .out = folder / "c.mp4"});
    REQUIRE(eventually([&] { return !queue.isBusy(); }));
    for (const int id : {none, unfit, ending}) {
        CHECK(reportOf(queue, id).phase == ExportPhase::Failed);
        CHECK_FALSE(reportOf(queue, id).trouble.empty());
        CHECK_FALSE(reportOf(queue, id).hint.empty());
    }
    CHECK(reportOf(queue, good).phase == ExportPhase::Finished);
    queue.remove(none);
    CHECK(queue.reports().size() == 3);
}

TEST_CASE("ExportQueue: what is cancelled leaves nothing, waiting or running", "[session][export]")
{
    const TemporaryFolder folder;
    Loader loader;
    *loader.open = false;
    ExportQueue queue{loader};
    const std::string take = takeIn(folder, "one");
    const int running = queue.add({.take = take, .out = folder / "a.mp4"});
    const int waiting = queue.add({.take = take, .out = folder / "b.mp4"});
    const int last = queue.add({.take = take, .out = folder / "c.mp4"});
    REQUIRE(eventually([&] {
        return reportOf(queue, running).phase == ExportPhase::Loading && *loader.loads == 1;
    }));
    queue.remove(running); // it has not ended
    CHECK(queue.reports().size() == 3);
    queue.cancel(running);
    queue.cancel(waiting);
    CHECK(reportOf(queue, waiting).phase == ExportPhase::Cancelled);
    *loader.open = true;
    REQUIRE(eventually([&] { return !queue.isBusy(); }));
    CHECK(reportOf(queue, running).phase == ExportPhase::Cancelled);
    CHECK(reportOf(queue, last).phase == ExportPhase::Finished);
    CHECK_FALSE(std::filesystem::exists(folder / "a.mp4"));
    CHECK_FALSE(std::filesystem::exists(folder / "b.mp4"));
    CHECK(std::filesystem::exists(folder / "c.mp4"));
}

TEST_CASE("ExportQueue: a cancel does not wait for a frame that never comes", "[session][export]")
{
    const TemporaryFolder folder;
    const auto waiting = std::make_shared<std::atomic<int>>(0);
    ExportQueue queue{
        [waiting](const std::string&) { return std::make_shared<StuckEngine>(waiting); }};
    const int id = queue.add({.take = takeIn(folder, "one"), .out = folder / "a.mp4"});
    REQUIRE(eventually([&] { return *waiting == 1; }));
    queue.cancel(id);
    REQUIRE(eventually([&] { return !queue.isBusy(); }));
    CHECK(reportOf(queue, id).phase == ExportPhase::Cancelled);
    CHECK_FALSE(std::filesystem::exists(folder / "a.mp4"));
}

TEST_CASE("ExportQueue: ends when its owner does, and holds only so many", "[session][export]")
{
    const TemporaryFolder folder;
    Loader loader;
    {
        *loader.open = false;
        ExportQueue queue{loader};
        const std::string take = takeIn(folder, "one");
        for (std::size_t i = 0; i < ExportQueue::kCapacity; ++i)
            queue.add({.take = take, .out = folder / "a.mp4"});
        CHECK(errorOf([&] { queue.add({.take = take, .out = folder / "a.mp4"}); }).code ==
              ErrorCode::BadConfig);
        REQUIRE(eventually([&] { return *loader.loads == 1; }));
        *loader.open = true;
    }
    CHECK(*loader.loads < 10); // it did not render them all
}
