#pragma once

#include <QLabel>

namespace imprint::ui {

/// Plain words that wrap at any width and can be copied with the mouse. The parent owns it.
QLabel* makeWrappingLabel(const QString& words, QWidget* parent);

} // namespace imprint::ui
