#pragma once

#include "ui/models/severity.h"

#include <QColor>
#include <QWidget>

class QPainter;

namespace imprint::ui {

struct Theme;

QColor severityColour(Severity severity, const Theme& theme);

/// The sign of a severity, a shape that can be told apart without its colour, in a square.
/// ground  on which it stands
void paintSeverity(QPainter& painter, const QRectF& square, Severity severity, const Theme& theme,
                   const QColor& ground);

/// One word.
QString severityText(Severity severity);

/// The sign of a severity: a shape that can be told apart without its colour. Its accessible name says it in a word.
/// Thread: GUI.
class SeveritySymbol : public QWidget {
    Q_OBJECT
public:
    explicit SeveritySymbol(Severity severity, QWidget* parent = nullptr);

    void setSeverity(Severity severity);
    Severity severity() const { return m_severity; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Severity m_severity;
};

} // namespace imprint::ui
