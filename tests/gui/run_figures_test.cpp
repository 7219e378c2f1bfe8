#include "app/gui/output_link.h"
#include "app/gui/recording_formats.h"
#include "app/gui/run_figures.h"
#include "app/outputs/movie_path.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using ui::OutputId;
using ui::OutputState;

namespace {

OutputReport report(OutputKind kind, OutputPhase phase, std::int64_t frames = 0)
{
    OutputReport one{.kind = kind, .phase = phase, .target = "/videos/take.mp4", .seconds = 7};
    one.stats.state = "recording";
    one.stats.moments = frames;
    return one;
}

OutputReport failed(OutputKind kind, OutputPhase phase)
{
    OutputReport one = report(kind, phase, 40);
    one.stats.state = "the disk is full";
    one.stats.failed = true;
    one.stats.dropped = 3;
    return one;
}

StudioSnapshot liveSnapshot()
{
    StudioSnapshot snapshot;
    snapshot.format = {.width = 512, .height = 512, .framesPerSecond = 25, .blockFrames = 4};
    snapshot.stats.moments = 1000;
    snapshot.stats.seconds = 40;
    snapshot.stats.framesPerSecond = 25;
    snapshot.stats.schedule = {.delayMs = 392, .repeated = 5, .late = 2, .waiting = 3};
    snapshot.stats.engine.running = true;
    snapshot.stats.source.name = "Desk microphone";
    snapshot.stats.session.denoise = {.totalMs = 400, .worstMs = 55, .blocks = 10};
    snapshot.engineProcess = 4711;
    return snapshot;
}

QStringList stageKeys(const StudioSnapshot& snapshot)
{
    QStringList keys;
    for (const ui::StageFigures& stage : statisticsOf(snapshot).stages)
        keys << stage.key;
    return keys;
}

} // namespace

TEST_CASE("OutputLink: an output is shown as its latest report says", "[gui]")
{
    CHECK(outputView({}, OutputKind::Camera).state == OutputState::Off);
    const std::vector<OutputReport> reports{
        report(OutputKind::Recording, OutputPhase::Finishing, 100),
        report(OutputKind::Camera, OutputPhase::Starting),
        report(OutputKind::Recording, OutputPhase::Running, 20),
        failed(OutputKind::Stream, OutputPhase::Running)};
    const ui::OutputView recording = outputView(reports, OutputKind::Recording);
    CHECK(recording.state == OutputState::OnAir);
    CHECK(recording.frames == 20);
    CHECK(recording.target == QStringLiteral("/videos/take.mp4"));
    CHECK(outputView(reports, OutputKind::Camera).state == OutputState::Starting);
    CHECK(outputView(reports, OutputKind::Stream).state == OutputState::Failed);
    CHECK(outputView({failed(OutputKind::Stream, OutputPhase::Ended)}, OutputKind::Stream).words ==
          QStringLiteral("the disk is full"));
    CHECK(outputView({report(OutputKind::Stream, OutputPhase::Ended)}, OutputKind::Stream).state ==
          OutputState::Off);
}

TEST_CASE("RecordingFormats: each can be written into its container", "[gui]")
{
    for (const ui::OutputChoice& choice : recordingFormatChoices()) {
        const RecordingFormat format = recordingFormat(choice.id.toStdString());
        CAPTURE(format.id);
        CHECK(format.id == choice.id.toStdString());
        CHECK_NOTHROW(validateFormat(format.format, containerOf("take." + format.extension)));
    }
    CHECK(recordingFormat("of a later version").id == "mp4-h264");
    for (const ui::OutputChoice& choice : encoderChoices())
        CHECK_NOTHROW(parseEnum<Encoder>("encoder", choice.id.toStdString()));
    CHECK(recordingFormat(ui::OutputSettings().recordingFormat).id ==
          ui::OutputSettings().recordingFormat);
}

TEST_CASE("RunFigures: a row for each stage that there is, and for outputs that were used", "[gui]")
{
    StudioSnapshot snapshot = liveSnapshot();
    CHECK(stageKeys(snapshot) == QStringList{QStringLiteral("microphone"),
                                             QStringLiteral("denoise"),
                                             QStringLiteral("schedule")});
    snapshot.outputs = {report(OutputKind::Camera, OutputPhase::Running, 10),
                        report(OutputKind::Recording, OutputPhase::Ended, 10)};
    CHECK(stageKeys(snapshot).size() == 5);
    const ui::StatisticsView view = statisticsOf(snapshot);
    CHECK(view.seconds == 40);
    CHECK(view.stages[1].budgetMs == Approx(160)); // four frames at 25 per second
    CHECK(view.stages[2].queue == 3);
    CHECK(view.stages[2].lost == 2);
    CHECK_FALSE(view.stages[3].working); // the recording is over
    CHECK(view.stages[4].working);
    CHECK(view.stages[0].trouble.isEmpty());
    snapshot.stats.source.lost = true;
    snapshot.stats.source.trouble = "unplugged";
    CHECK(statisticsOf(snapshot).stages[0].trouble == QStringLiteral("unplugged"));
}

TEST_CASE("RunFigures: the status bar's part", "[gui]")
{
    StudioSnapshot snapshot = liveSnapshot();
    snapshot.outputs = {report(OutputKind::Recording, OutputPhase::Running, 10),
                        report(OutputKind::Microphone, OutputPhase::Ended, 10)};
    snapshot.memory = {
        .totalBytes = 24'000'000'000, .engineBytes = 120'000'000, .appBytes = 50'000'000};
    const ui::StatusView view = statusOf(snapshot);
    CHECK(view.running);
    CHECK(view.memoryBytes == 170'000'000);
    REQUIRE(view.lamps.size() == 1);
    CHECK(view.lamps.front() ==
          ui::StatusLamp{.output = OutputId::Recording, .state = OutputState::OnAir, .seconds = 7});
    CHECK(view.engineTrouble.isEmpty());
    snapshot.stats.engine = {.running = false, .trouble = "killed", .failures = 1};
    CHECK(statusOf(snapshot).engineTrouble == QStringLiteral("killed"));
    CHECK_FALSE(statusOf({}).running);
}

TEST_CASE("OutputWatch: tells the room of a folder that is there or is to be", "[gui]")
{
    const test::TemporaryFolder folder;
    const std::int64_t room = freeBytesNear(folder.path());
    CHECK(room > 0);
    CHECK(freeBytesNear(folder / "to/be/made") >= 0);

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::int64_t> told;
    OutputWatch watch([&](const OutputGear& gear) {
        const std::scoped_lock lock(mutex);
        told.push_back(gear.freeBytes);
        changed.notify_all();
    });
    watch.setFolder(folder / "to/be/made");
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, std::chrono::seconds(60), [&] { return told.size() >= 2; }));
    CHECK(told.back() > 0);
}
