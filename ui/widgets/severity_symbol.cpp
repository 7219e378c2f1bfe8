#include "ui/widgets/severity_symbol.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

namespace imprint::ui {
namespace {

constexpr int kSquare = 18; // in which the signs are drawn

/// The ground of a sign.
QPainterPath groundOf(Severity severity)
{
    QPainterPath path;
    if (severity == Severity::Warning) {
        path.addPolygon(QPolygonF({{9, 1}, {17.5, 16.5}, {0.5, 16.5}}));
        path.closeSubpath();
    } else if (severity == Severity::Error) {
        path.addPolygon(QPolygonF({{5.5, 1},
                                   {12.5, 1},
                                   {17, 5.5},
                                   {17, 12.5},
                                   {12.5, 17},
                                   {5.5, 17},
                                   {1, 12.5},
                                   {1, 5.5}}));
        path.closeSubpath();
    } else {
        path.addEllipse(QRectF(1, 1, 16, 16));
    }
    return path;
}

/// The lines on it.
QPainterPath lineOf(Severity severity)
{
    QPainterPath path;
    const auto line = [&](QPointF from, QPointF to) {
        path.moveTo(from);
        path.lineTo(to);
    };
    switch (severity) {
    case Severity::Good:
        line({5.2, 9.4}, {7.9, 12.1});
        path.lineTo({12.9, 6.4});
        break;
    case Severity::Information:
        line({9, 8.2}, {9, 12.8});
        line({9, 5.1}, {9, 5.2});
        break;
    case Severity::Warning:
        line({9, 6.6}, {9, 10.6});
        line({9, 13.4}, {9, 13.5});
        break;
    case Severity::Error:
        line({6.2, 6.2}, {11.8, 11.8});
        line({11.8, 6.2}, {6.2, 11.8});
        break;
    }
    return path;
}

} // namespace

QColor severityColour(Severity severity, const Theme& theme)
{
    switch (severity) {
    case Severity::Good: return theme.good;
    case Severity::Information: return theme.accent;
    case Severity::Warning: return theme.warn;
    case Severity::Error: break;
    }
    return theme.live;
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Good: return SeveritySymbol::tr("Good");
    case Severity::Information: return SeveritySymbol::tr("Information");
    case Severity::Warning: return SeveritySymbol::tr("Warning");
    case Severity::Error: break;
    }
    return SeveritySymbol::tr("Error");
}

void paintSeverity(QPainter& painter, const QRectF& square, Severity severity, const Theme& theme,
                   const QColor& ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / kSquare, square.height() / kSquare);
    painter.fillPath(groundOf(severity), severityColour(severity, theme));
    painter.setPen(QPen(ground, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(lineOf(severity));
    painter.restore();
}

SeveritySymbol::SeveritySymbol(Severity severity, QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSeverity(severity);
}

void SeveritySymbol::setSeverity(Severity severity)
{
    m_severity = severity;
    setAccessibleName(severityText(severity));
    setToolTip(severityText(severity));
    update();
}

QSize SeveritySymbol::sizeHint() const
{
    return {kSquare, kSquare};
}

void SeveritySymbol::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    paintSeverity(painter, rect(), m_severity, theme, theme.surface);
}

} // namespace imprint::ui
