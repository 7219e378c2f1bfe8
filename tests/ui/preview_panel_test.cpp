#include "ui/shell/preview_panel.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QTest>

using namespace imprint;
using namespace imprint::ui;

namespace {

/// Grey of one luma.
std::shared_ptr<const VideoFrame> grey(std::uint8_t luma)
{
    VideoFrame frame{.format = PixelFormat::I420, .width = 64, .height = 64};
    frame.data.assign(64 * 64, luma);
    frame.data.resize(pictureBytes(PixelFormat::I420, 64, 64), 128);
    return std::make_shared<const VideoFrame>(std::move(frame));
}

int lightnessAt(const QWidget& widget, int x, int y)
{
    return qGray(const_cast<QWidget&>(widget).grab().toImage().pixel(x, y));
}

} // namespace

TEST_CASE("PreviewPanel: the picture stands in the middle with bars beside it", "[ui]")
{
    PreviewPanel panel(makeRasterSurface);
    panel.resize(300, 100);
    panel.show();
    panel.showFrame(grey(235));
    CHECK(lightnessAt(panel, 150, 50) > 250);
    CHECK(lightnessAt(panel, 20, 50) < 30);
    CHECK(lightnessAt(panel, 280, 50) < 30);
}

TEST_CASE("PreviewPanel: frozen it shows the old picture, and the newest afterwards", "[ui]")
{
    PreviewPanel panel(makeRasterSurface);
    const auto first = grey(100);
    const auto last = grey(50);
    panel.showFrame(first);
    panel.setFrozen(true);
    panel.showFrame(grey(200));
    panel.showFrame(last);
    CHECK(panel.state().frame == first);
    panel.setFrozen(false);
    CHECK(panel.state().frame == last);
}

TEST_CASE("PreviewPanel: the divider of two pictures follows mouse and keys", "[ui]")
{
    PreviewPanel panel(makeRasterSurface);
    panel.resize(200, 200);
    panel.show();
    panel.showFrame(grey(235));
    panel.showOther(grey(16), QStringLiteral("now"), QStringLiteral("before"));
    CHECK(lightnessAt(panel, 60, 60) > 250);
    CHECK(lightnessAt(panel, 140, 60) == 0);
    QTest::mousePress(&panel, Qt::LeftButton, {}, {50, 100});
    CHECK(panel.state().divider == Approx(0.25).margin(0.01));
    CHECK(lightnessAt(panel, 80, 60) == 0);
    QTest::mouseMove(&panel, {150, 100});
    QTest::mouseRelease(&panel, Qt::LeftButton, {}, {150, 100});
    panel.setFocus();
    const double before = panel.state().divider;
    QTest::keyClick(&panel, Qt::Key_Right);
    CHECK(panel.state().divider > before);
    QTest::keyClick(&panel, Qt::Key_Left);
    CHECK(panel.state().divider == Approx(before));
    for (int i = 0; i < 100; ++i)
        QTest::keyClick(&panel, Qt::Key_Left);
    CHECK(panel.state().divider == 0);
}

TEST_CASE("PreviewPanel: a screen is filled, and Escape gives it back", "[ui]")
{
    PreviewPanel panel(makeRasterSurface);
    QSignalSpy changed(&panel, &PreviewPanel::projectorChanged);
    panel.showFrame(grey(235));
    panel.toggleProjector(*panel.screen());
    REQUIRE(panel.hasProjector());
    QWidget* projector = nullptr;
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (widget->objectName() == QStringLiteral("projector"))
            projector = widget;
    REQUIRE(projector != nullptr);
    CHECK(projector->geometry() == panel.screen()->geometry());
    QTest::keyClick(projector, Qt::Key_Escape);
    REQUIRE(QTest::qWaitFor([&] { return !panel.hasProjector(); }));
    CHECK(changed.count() == 2);
}
