#include "ui/models/status_view.h"
#include "ui/widgets/live_light.h"
#include "ui/widgets/status_strip.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QTest>

using namespace imprint;
using namespace imprint::ui;

namespace {

StatusView goodRun()
{
    return {.running = true,
            .framesPerSecond = 25,
            .targetFrames = 25,
            .delayMs = 392,
            .shown = 1000,
            .memoryBytes = 169'000'000,
            .engineProcess = 4711};
}

} // namespace

TEST_CASE("Status: a run that goes well has nothing to say but its figures", "[ui]")
{
    const StatusView view = goodRun();
    CHECK(ratePart(view).text == QStringLiteral("25.0 of 25 fps"));
    CHECK(delayPart(view).text == QStringLiteral("392 ms"));
    CHECK(lossPart(view).text == QStringLiteral("0 late (0.0 %)"));
    CHECK(memoryPart(view).text == QStringLiteral("169 MB"));
    CHECK(enginePart(view).text == QStringLiteral("Engine runs"));
    CHECK(enginePart(view).tip.contains(QStringLiteral("4711")));
    for (const StatusPart& part :
         {ratePart(view), delayPart(view), lossPart(view), memoryPart(view), enginePart(view)}) {
        CHECK(part.severity == Severity::Good);
        CHECK_FALSE(part.tip.isEmpty());
    }
}

TEST_CASE("Status: a sign that comes or goes leaves the strip as high as it is", "[ui]")
{
    StatusStrip strip;
    strip.setView(goodRun());
    const int height = strip.sizeHint().expandedTo(strip.minimumSize()).height();
    StatusView late = goodRun();
    late.framesPerSecond = 12;
    late.lamps = {{.output = OutputId::Recording, .state = OutputState::OnAir, .seconds = 5}};
    REQUIRE(ratePart(late).severity == Severity::Warning);
    strip.setView(late);
    CHECK(strip.sizeHint().expandedTo(strip.minimumSize()).height() == height);
}

TEST_CASE("Status: what goes wrong stands out", "[ui]")
{
    StatusView view = goodRun();
    view.framesPerSecond = 22.4;
    view.delayMs = 801;
    view.late = 11;
    view.memoryTotalBytes = 24'000'000'000;
    CHECK(ratePart(view).severity == Severity::Warning);
    CHECK(delayPart(view).severity == Severity::Warning);
    CHECK(lossPart(view).severity == Severity::Warning);
    CHECK(lossPart(view).text == QStringLiteral("11 late (1.1 %)"));
    CHECK(memoryPart(view).text == QStringLiteral("169 MB of 24.0 GB"));
    view.engineTrouble = QStringLiteral("the engine process ended (signal 9)");
    CHECK(enginePart(view).severity == Severity::Error);
    CHECK(enginePart(view).tip == view.engineTrouble);
    view = {};
    CHECK(enginePart(view).text == QStringLiteral("Engine starts"));
    CHECK(ratePart(view).text.isEmpty());
}

TEST_CASE("Status: a video that is made is never late, and a model that waits is ready", "[ui]")
{
    StatusView view = goodRun();
    view.live = false;
    view.framesPerSecond = 2.4;
    view.targetFrames = 16;
    view.late = 500;
    CHECK(ratePart(view).text == QStringLiteral("2.4 fps"));
    CHECK(ratePart(view).severity == Severity::Good);
    CHECK(delayPart(view).text.isEmpty());
    CHECK(lossPart(view).text.isEmpty());
    CHECK(enginePart(view).text == QStringLiteral("Engine runs"));
    CHECK(enginePart({.ready = true}).text == QStringLiteral("Engine ready"));
    CHECK(enginePart({.ready = true}).severity == Severity::Good);
}

TEST_CASE("Status: lamps of outputs", "[ui]")
{
    CHECK(lampPart({.output = OutputId::Recording, .state = OutputState::OnAir, .seconds = 67})
              .text == QStringLiteral("REC 1:07"));
    const StatusPart failed =
        lampPart({.output = OutputId::Stream, .state = OutputState::Failed, .seconds = 67});
    CHECK(failed.text == QStringLiteral("LIVE failed"));
    CHECK(failed.severity == Severity::Error);
    CHECK(lampPart({}).text.isEmpty());
}

TEST_CASE("StatusStrip: shows parts that have something to say, and a long message is cut", "[ui]")
{
    StatusStrip strip;
    strip.resize(1000, 26);
    strip.show();
    StatusView view = goodRun();
    view.lamps = {{.output = OutputId::Recording, .state = OutputState::OnAir, .seconds = 5},
                  {.output = OutputId::Camera, .state = OutputState::Failed}};
    strip.setView(view);
    const auto lights = strip.findChildren<LiveLight*>();
    REQUIRE(lights.size() == 2);
    CHECK(lights[0]->words() == QStringLiteral("REC 0:05"));
    CHECK(lights[1]->words() == QStringLiteral("CAM failed"));
    view.lamps.pop_back();
    strip.setView(view);
    CHECK(lights[0]->isVisible());
    CHECK_FALSE(lights[1]->isVisible());

    const QString text = QString(500, QLatin1Char('x'));
    strip.say(text);
    auto* message = strip.findChild<QLabel*>(QStringLiteral("message"));
    REQUIRE(QTest::qWaitFor([&] { return message->text().endsWith(QChar(0x2026)); }));
    CHECK(message->toolTip() == text);
    CHECK(strip.minimumSizeHint().width() < 900); // the message takes what is left
}
