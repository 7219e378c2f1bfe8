#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QImage>

#include <set>

using namespace imprint::ui;

namespace {

QImage drawn(Icon which, int side, QIcon::Mode mode = QIcon::Normal,
             QIcon::State state = QIcon::Off, Tint tint = Tint::Text, Tint checked = Tint::Text)
{
    return icon(which, tint, checked).pixmap(QSize(side, side), mode, state).toImage();
}

int painted(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 128;
    return count;
}

/// The colour of what is drawn: that of its most opaque pixel.
QColor inkOf(const QImage& image)
{
    QColor ink;
    int most = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            if (colour.alpha() > most) {
                most = colour.alpha();
                ink = colour;
            }
        }
    ink.setAlpha(255);
    return ink;
}

} // namespace

TEST_CASE("Icons: each has a drawing of its own that can be seen at every size", "[ui][icons]")
{
    applyTheme(*qApp, Appearance::Dark);
    std::set<QByteArray> different;
    for (int i = 0; i < kIconCount; ++i) {
        CAPTURE(i);
        for (const int side : {16, 24, 48}) {
            const QImage image = drawn(static_cast<Icon>(i), side);
            REQUIRE(image.width() == side);
            CHECK(painted(image) > side * side / 30);
            CHECK(painted(image) < side * side * 3 / 4);
        }
        const QImage image = drawn(static_cast<Icon>(i), 24);
        different.insert(
            QByteArray(reinterpret_cast<const char*>(image.bits()), image.sizeInBytes()));
    }
    CHECK(static_cast<int>(different.size()) == kIconCount);
}

TEST_CASE("Icons: they follow the theme, also those made before it changed", "[ui][icons]")
{
    applyTheme(*qApp, Appearance::Dark);
    const QIcon made = icon(Icon::Stop);
    const auto ink = [&] { return inkOf(made.pixmap(QSize(24, 24)).toImage()).name(); };
    CHECK(ink() == darkTheme().text.name());
    applyTheme(*qApp, Appearance::Light);
    CHECK(ink() == lightTheme().text.name());
    applyTheme(*qApp, Appearance::Dark);
}

TEST_CASE("Icons: disabled, checked and tinted ones have colours of their own", "[ui][icons]")
{
    applyTheme(*qApp, Appearance::Dark);
    const auto ink = [](QIcon::Mode mode, QIcon::State state, Tint tint, Tint checked) {
        return inkOf(drawn(Icon::Stop, 24, mode, state, tint, checked)).name();
    };
    CHECK(ink(QIcon::Normal, QIcon::On, Tint::Text, Tint::OnAccent) == darkTheme().onAccent.name());
    CHECK(ink(QIcon::Normal, QIcon::Off, Tint::Live, Tint::Text) == darkTheme().live.name());
    CHECK(ink(QIcon::Selected, QIcon::Off, Tint::Text, Tint::Text) == darkTheme().onAccent.name());
    CHECK(ink(QIcon::Disabled, QIcon::Off, Tint::Text, Tint::Text) ==
          QApplication::palette().color(QPalette::Disabled, QPalette::ButtonText).name());
}

TEST_CASE("Icons: the program's icon is whole at every size, and says when it is on air",
          "[ui][icons]")
{
    for (const int side : {16, 22, 32, 64, 256}) {
        CAPTURE(side);
        const QImage quiet = applicationIcon().pixmap(QSize(side, side)).toImage();
        const QImage live = applicationIconLive().pixmap(QSize(side, side)).toImage();
        CHECK(quiet.width() == side);
        CHECK(painted(quiet) > side * side / 2);
        const QColor corner = live.pixelColor(side * 3 / 4, side * 3 / 4);
        CHECK(corner.red() > corner.blue() + 60);
        CHECK(quiet.pixelColor(side * 3 / 4, side * 3 / 4) != corner);
    }
}
