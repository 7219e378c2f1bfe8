#include "ui/models/byte_rate.h"
#include "ui/models/output_words.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::ui;

TEST_CASE("Outputs: what each state is called", "[ui][outputs]")
{
    CHECK(stateText(OutputView{}) == QStringLiteral("off"));
    CHECK(stateText(OutputView{.state = OutputState::OnAir}) == QStringLiteral("on air"));
    CHECK(stateText(OutputView{.state = OutputState::OnAir,
                               .words = QStringLiteral("waiting for a reader")}) ==
          QStringLiteral("waiting for a reader"));
    CHECK(stateText(OutputView{.state = OutputState::Finishing,
                               .words = QStringLiteral("sending")}) == QStringLiteral("finishing"));
    const OutputView failed{.state = OutputState::Failed,
                            .words = QStringLiteral("the disk is full")};
    CHECK(stateText(failed) == QStringLiteral("failed"));
    CHECK(troubleText(failed) == QStringLiteral("the disk is full"));
    CHECK(detailText(OutputId::Recording, {.state = OutputState::OnAir,
                                           .words = QStringLiteral("recording"),
                                           .target = QStringLiteral("/a/b/take.mp4")}) ==
          QStringLiteral("take.mp4"));
    CHECK(detailText(OutputId::Camera, {.words = QStringLiteral("ended")}).isEmpty());
    CHECK(troubleText({.state = OutputState::OnAir, .words = QStringLiteral("fine")}).isEmpty());
}

TEST_CASE("Outputs: counters, with what there is", "[ui][outputs]")
{
    CHECK(countersText({}).isEmpty());
    CHECK(countersText({.frames = 1250, .lost = 3, .bytes = 12'500'000, .queue = 2}) ==
          QStringLiteral("1250 frames · 3 lost · 12.5 MB · 2 waiting"));
    CHECK(countersText({.frames = 8}) == QStringLiteral("8 frames · 0 lost"));
}

TEST_CASE("Outputs: room on the disk, and how long it lasts", "[ui][outputs]")
{
    CHECK(diskText({}).isEmpty());
    CHECK(diskText({.freeBytes = 61'000'000'000}) == QStringLiteral("61.0 GB free"));
    CHECK(diskText({.freeBytes = 3'800'000'000,
                    .reservedBytes = 200'000'000,
                    .bytesPerSecond = 1'000'000}) ==
          QStringLiteral("3.8 GB free, enough for 1 h 0 min"));
    CHECK(diskText({.freeBytes = 61'000'000'000, .bytesPerSecond = 200'000}) ==
          QStringLiteral("61.0 GB free, enough for more than a day"));
    CHECK(diskText({.freeBytes = 150'000'000, .reservedBytes = 200'000'000, .bytesPerSecond = 9}) ==
          QStringLiteral("150 MB free: too little to record"));
}

TEST_CASE("Outputs: settings are held by their ranges", "[ui][outputs]")
{
    OutputSettings settings;
    validate(settings);
    settings.voiceOffsetMs = -81; // pictures cannot wait longer
    CHECK_THROWS_AS(validate(settings), Error);
}

TEST_CASE("ByteRate: follows the last ten seconds, and begins anew with a new file", "[ui]")
{
    ByteRate rate;
    CHECK(rate.bytesPerSecond() == 0);
    for (int i = 0; i <= 10; ++i)
        rate.observe(0.1 * i, 1000 * i);
    CHECK(rate.bytesPerSecond() == 0); // a second is too short
    for (int i = 11; i <= 300; ++i)
        rate.observe(0.1 * i, 1000 * i);
    CHECK(rate.bytesPerSecond() == Approx(10'000));
    for (int i = 301; i <= 420; ++i)
        rate.observe(0.1 * i, 300'000 + 5000 * (i - 300));
    CHECK(rate.bytesPerSecond() == Approx(50'000));
    rate.observe(42.5, 100);
    CHECK(rate.bytesPerSecond() == 0);
}
