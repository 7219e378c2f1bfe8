#include "ui/widgets/severity_symbol.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

namespace imprint::ui {
namespace {

QString wordOf(Severity severity)
{
    switch (severity) {
    case Severity::Good: return SeveritySymbol::tr("Good");
    case Severity::Information: return SeveritySymbol::tr("Information");
    case Severity::Warning: return SeveritySymbol::tr("Warning");
    case Severity::Error: break;
    }
    return SeveritySymbol::tr("Error");
}

/// The ground of a sign in a square of 18.
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

SeveritySymbol::SeveritySymbol(Severity severity, QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSeverity(severity);
}

void SeveritySymbol::setSeverity(Severity severity)
{
    m_severity = severity;
    setAccessibleName(wordOf(severity));
    setToolTip(wordOf(severity));
    update();
}

QSize SeveritySymbol::sizeHint() const
{
    return {18, 18};
}

void SeveritySymbol::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(groundOf(m_severity), severityColour(m_severity, theme));
    painter.setPen(QPen(theme.surface, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(lineOf(m_severity));
}

} // namespace imprint::ui
