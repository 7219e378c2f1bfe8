#include "app/gui/export_rows.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;
using From = ui::ExportForecast::TimeFrom;

namespace {

/// Ten seconds of the model "pocket", with two steps.
TakeFacts take()
{
    TakeFacts facts;
    facts.view.folder = QStringLiteral("/takes/evening");
    facts.view.model = QStringLiteral("pocket");
    facts.view.seconds = 10;
    facts.framesPerSecond = 25;
    facts.config.blockLatents = 1;
    return facts;
}

/// Blocks of four frames that took 200 ms each.
StudioSnapshot running(std::int64_t blocks)
{
    StudioSnapshot snapshot;
    snapshot.format.blockFrames = 4;
    snapshot.stats.session.blocks = blocks;
    for (StageTime* stage : {&snapshot.stats.session.features, &snapshot.stats.session.decode})
        *stage = {.totalMs = 100.0 * static_cast<double>(blocks), .blocks = blocks};
    return snapshot;
}

ui::ExportChoice choice(int size = 0, int steps = 0)
{
    ui::ExportChoice wanted;
    wanted.size = size;
    wanted.steps = steps;
    wanted.videoCodec = QStringLiteral("h264");
    wanted.audioCodec = QStringLiteral("aac");
    return wanted;
}

} // namespace

TEST_CASE("Forecast of an export: the run of now tells where nothing was exported", "[gui]")
{
    const ExportPaces paces;
    CHECK_FALSE(runPace(running(2), "pocket", take().config, 0)); // it warms up
    const auto run = runPace(running(5), "pocket", take().config, 0);
    REQUIRE(run);
    const ui::ExportForecast forecast = forecastOf(wishOf(choice()), take(), paces, run);
    CHECK(forecast.timeFrom == From::Run);
    CHECK(forecast.seconds == Approx(250 * 0.05));
    CHECK(forecast.bytes == -1);
    // Other settings are not as fast.
    CHECK(forecastOf(wishOf(choice(512)), take(), paces, run).timeFrom == From::Nothing);
    CHECK(forecastOf(wishOf(choice(0, 4)), take(), paces, run).timeFrom == From::Nothing);
    CHECK(forecastOf(wishOf(choice()), take(), paces, std::nullopt).timeFrom == From::Nothing);
    auto other = *run;
    other.model = "krea";
    CHECK(forecastOf(wishOf(choice()), take(), paces, other).timeFrom == From::Nothing);
}

TEST_CASE("Forecast of an export: what one took before counts most", "[gui]")
{
    ExportPaces paces;
    ExportPace pace = paceOf(wishOf(choice(0, 4)), "pocket", 0, take().config);
    CHECK(pace.steps == 4);
    pace.loadSeconds = 2;
    pace.secondsPerFrame = 0.1;
    pace.bytesPerFrame = 2000;
    paces.measured(pace, ExportPaces::Keep::InMemory);
    const auto run = runPace(running(5), "pocket", take().config, 0);
    const ui::ExportForecast forecast = forecastOf(wishOf(choice(0, 4)), take(), paces, run);
    CHECK(forecast.timeFrom == From::Exports);
    CHECK(forecast.seconds == Approx(27));
    CHECK(forecast.bytes == 500'000);
}

TEST_CASE("Row of an export: one that waits shows what is expected of it", "[gui]")
{
    ExportReport report;
    report.wish = wishOf(choice());
    CHECK(rowOf(report, 30).secondsLeft == 30);
    CHECK(rowOf(report, -1).secondsLeft == -1);
    report.phase = ExportPhase::Running;
    report.secondsLeft = 12;
    CHECK(rowOf(report, 30).secondsLeft == 12);
}
