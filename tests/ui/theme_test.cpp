#include "ui/widgets/theme.h"

#include <catch2/catch.hpp>

#include <QApplication>

#include <cmath>

using namespace imprint::ui;

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// Source: WCAG 2.1, contrast ratio.
double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace

TEST_CASE("Theme: every text can be read on every ground", "[ui]")
{
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        CAPTURE(theme.dark);
        for (const QColor& ground : {theme.window, theme.surface, theme.raised})
            for (const QColor& text :
                 {theme.text, theme.muted, theme.accent, theme.live, theme.warn, theme.good}) {
                CAPTURE(ground.name().toStdString(), text.name().toStdString());
                CHECK(contrast(ground, text) >= 4.5);
            }
        CHECK(contrast(theme.accent, theme.onAccent) >= 4.5);
        CHECK(contrast(theme.live, theme.onAccent) >= 4.5);
    }
}

TEST_CASE("Theme: the palette tells which theme it came from", "[ui]")
{
    applyTheme(*qApp, Appearance::Light);
    CHECK_FALSE(themeOf(QApplication::palette()).dark);
    applyTheme(*qApp, Appearance::Dark);
    CHECK(themeOf(QApplication::palette()).dark);
}
