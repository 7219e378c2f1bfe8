#include "ui/widgets/level_meter.h"

#include "ui/widgets/theme.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QTest>

using namespace imprint::ui;

namespace {

/// Counts paints: what does not move must cost nothing.
class CountedMeter : public LevelMeter {
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        ++paints;
        LevelMeter::paintEvent(event);
    }
};

/// Share of the bar's middle row that has this colour.
double shareOf(LevelMeter& meter, const QColor& colour)
{
    const QImage image = meter.grab().toImage();
    const int y = 11;
    int found = 0;
    for (int x = 0; x < image.width(); ++x)
        found += image.pixelColor(x, y) == colour ? 1 : 0;
    return static_cast<double>(found) / image.width();
}

} // namespace

TEST_CASE("LevelMeter: the bar is as long as the voice is loud", "[ui]")
{
    LevelMeter meter;
    meter.resize(300, meter.sizeHint().height());
    const QColor good = themeOf(meter.palette()).good;
    CHECK(shareOf(meter, good) == 0);
    meter.setLevel({.peakDb = -30, .rmsDb = -30});
    const double half = shareOf(meter, good);
    meter.setLevel({.peakDb = -15, .rmsDb = -15});
    CHECK(half > 0.35);
    CHECK(shareOf(meter, good) == Approx(1.5 * half).margin(0.02));
    CHECK(shareOf(meter, themeOf(meter.palette()).live) == 0);
    meter.setLevel({.peakDb = 0, .rmsDb = 0});
    CHECK(shareOf(meter, themeOf(meter.palette()).live) > 0);
}

TEST_CASE("LevelMeter: the light stays until it is clicked", "[ui]")
{
    LevelMeter meter;
    meter.resize(300, meter.sizeHint().height());
    meter.show();
    const QSignalSpy cleared(&meter, &LevelMeter::clipCleared);
    meter.setLevel({.peakDb = 0, .rmsDb = -3, .clipped = true});
    meter.setLevel({});
    CHECK(meter.clipLit());
    CHECK(meter.accessibleDescription().contains(QStringLiteral("too loud")));
    QTest::mouseClick(&meter, Qt::LeftButton, {}, QPoint(20, 10)); // on the bar
    CHECK(meter.clipLit());
    QTest::mouseClick(&meter, Qt::LeftButton, {}, QPoint(285, 10));
    CHECK_FALSE(meter.clipLit());
    meter.setLevel({.clipped = true});
    QTest::keyClick(&meter, Qt::Key_Space);
    CHECK_FALSE(meter.clipLit());
    CHECK(cleared.size() == 2);
}

TEST_CASE("LevelMeter: the gate's threshold is drawn where it is", "[ui]")
{
    LevelMeter meter;
    meter.resize(300, meter.sizeHint().height());
    const QColor accent = themeOf(meter.palette()).accent;
    CHECK(shareOf(meter, accent) == 0);
    meter.setGateThreshold(-30);
    CHECK(shareOf(meter, accent) > 0);
}

TEST_CASE("LevelMeter: what does not move is not painted again", "[ui]")
{
    CountedMeter meter;
    meter.resize(300, meter.sizeHint().height());
    meter.show();
    REQUIRE(QTest::qWaitForWindowExposed(&meter));
    meter.setLevel({.peakDb = -20, .rmsDb = -20});
    REQUIRE(QTest::qWaitFor([&] { return meter.paints > 0; }));
    QCoreApplication::processEvents();
    const int paints = meter.paints;
    for (int i = 0; i < 20; ++i) {
        meter.setLevel({.peakDb = -20, .rmsDb = -20});
        QCoreApplication::processEvents();
    }
    CHECK(meter.paints == paints);
    meter.setLevel({.peakDb = -10, .rmsDb = -10});
    CHECK(QTest::qWaitFor([&] { return meter.paints > paints; }));
}
