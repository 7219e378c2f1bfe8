#pragma once

#include "ui/models/general_settings.h"

#include <QColor>
#include <QPalette>

class QApplication;

namespace imprint::ui {

/// Colours beyond those of a palette. Every text colour has a contrast of 4.5:1 at least on `window` and `surface`.
struct Theme {
    bool dark = true;
    QColor ground;  ///< around the picture: dark in both, so that it is judged by itself
    QColor window;  ///< behind everything
    QColor surface; ///< of docks, lists, fields
    QColor raised;  ///< of buttons, bars that hold others
    QColor line;    ///< thin borders, grids
    QColor text;
    QColor muted;  ///< of text that explains
    QColor accent; ///< what is chosen, what can be done next
    QColor onAccent;
    QColor live; ///< on air, recording; also errors
    QColor warn;
    QColor good;
    QColor fullHistory;  ///< a layer with its whole KV history (F)
    QColor localHistory; ///< a layer that gave it up (L)
    QColor warming;      ///< a layer that still learns
};

Theme darkTheme();
Theme lightTheme();

/// The theme that a palette was made from. Widgets that paint ask for it each time: it costs nothing, and a change of theme
/// needs no signal.
Theme themeOf(const QPalette& palette);

/// Sizes that the whole window shares, in device-independent pixels.
inline constexpr int kGap = 8;
inline constexpr int kSmallGap = 4;
inline constexpr int kMargin = 12;
inline constexpr int kCorner = 6;

/// Style, palette and style sheet of the program. May be called again at any time.
void applyTheme(QApplication& application, Appearance choice);

/// A label that explains: small and muted.
void makeMuted(QWidget& widget);

} // namespace imprint::ui
