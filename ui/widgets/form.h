#pragma once

class QFormLayout;
class QWidget;

namespace imprint::ui {

// Fields below each other, with a label beside each. GUI thread.

/// The layout of such a widget, without margins of its own.
QFormLayout* makeForm(QWidget* parent);

/// Each label stands as high as the middle of its field. When all rows are there.
void levelLabels(const QFormLayout& form);

} // namespace imprint::ui
