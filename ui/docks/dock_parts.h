#pragma once

#include "ui/widgets/theme.h"

#include <QString>

class QLabel;
class QVBoxLayout;
class QWidget;

// What every dock is built of. GUI thread.

namespace imprint::ui {

/// The layout of a widget whose parts stand below each other, without margins of its own.
QVBoxLayout* makeColumn(QWidget* widget, int spacing = kGap);

QLabel* makeHeading(const QString& text, QWidget* parent);

/// A muted text that explains, and can be copied. Hidden until it has something to say: see setTextIfNew().
QLabel* makeExplanation(QWidget* parent);

/// Shows the label while there is a text.
void setTextIfNew(QLabel& label, const QString& text);

/// Gives a widget that is shown another look; the style sheet looks at roles only when it is asked to.
void setRole(QWidget& widget, const QString& role);

} // namespace imprint::ui
