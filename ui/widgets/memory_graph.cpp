#include "ui/widgets/memory_graph.h"

#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace imprint::ui {
namespace {

constexpr int kPlotHeight = 84;
constexpr int kGridLines = 2; // besides the ground

/// Beyond this pause nothing is known of what lay between.
double longestGap(double span)
{
    return std::max(3.0, span / 40);
}

} // namespace

std::int64_t roundScale(std::int64_t bytes)
{
    const double value = static_cast<double>(std::max<std::int64_t>(1, bytes));
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 5.0, 7.0})
        if (step * power >= value)
            return std::llround(step * power);
    return std::llround(10 * power);
}

MemoryGraph::MemoryGraph(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Memory over time"));
}

void MemoryGraph::showPoints(std::vector<MemoryPoint> points, double end, double spanSeconds)
{
    m_points = std::move(points);
    m_end = end;
    m_span = spanSeconds;
    std::int64_t most = 0;
    for (const MemoryPoint& point : m_points)
        most = std::max(most, point.mostBytes);
    m_scale = roundScale(most);
    update();
}

QRectF MemoryGraph::plot() const
{
    const double line = fontMetrics().height();
    return {1, line + 4, width() - 2.0, static_cast<double>(kPlotHeight)};
}

double MemoryGraph::xOf(double seconds) const
{
    return plot().right() - (m_end - seconds) / m_span * plot().width();
}

double MemoryGraph::yOf(std::int64_t bytes) const
{
    return plot().bottom() -
           plot().height() * static_cast<double>(bytes) / static_cast<double>(m_scale);
}

QSize MemoryGraph::sizeHint() const
{
    return {320, kPlotHeight + 2 * (fontMetrics().height() + 4)};
}

QSize MemoryGraph::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

void MemoryGraph::paintAxes(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const QRectF area = plot();
    painter.fillRect(area, theme.window);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    for (int i = 0; i <= kGridLines; ++i) {
        const std::int64_t bytes = m_scale * i / kGridLines;
        const double y = yOf(bytes);
        painter.setPen(theme.line);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        if (i == 0 || m_points.empty())
            continue;
        painter.setPen(theme.muted);
        painter.drawText(QRectF(area.left() + 4, y + 1, area.width(), 16),
                         Qt::AlignLeft | Qt::AlignTop, bytesText(bytes));
    }
    painter.setPen(theme.muted);
    const QRectF below(area.left(), area.bottom() + 2, area.width(), fontMetrics().height());
    painter.drawText(below, Qt::AlignLeft, tr("%1 ago").arg(spanText(m_span)));
    painter.drawText(below, Qt::AlignHCenter, tr("%1 ago").arg(spanText(m_span / 2)));
    painter.drawText(below, Qt::AlignRight, tr("now"));
    painter.setFont(font());
}

void MemoryGraph::paintLines(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    QPainterPath total;
    QPainterPath kv;
    QPainterPath area;
    double begin = 0; // of the piece without a gap
    const auto closeArea = [&](double x) {
        area.lineTo(x, plot().bottom());
        area.lineTo(begin, plot().bottom());
        area.closeSubpath();
    };
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const MemoryPoint& point = m_points[i];
        const double x = std::max(plot().left(), xOf(point.seconds));
        const QPointF top(x, yOf(point.mostBytes));
        const QPointF below(x, yOf(point.mostKvBytes));
        if (i == 0 || point.seconds - m_points[i - 1].seconds > longestGap(m_span)) {
            if (i > 0)
                closeArea(std::max(plot().left(), xOf(m_points[i - 1].seconds)));
            begin = x;
            total.moveTo(top);
            kv.moveTo(below);
            area.moveTo(top);
        } else {
            total.lineTo(top);
            kv.lineTo(below);
            area.lineTo(top);
        }
    }
    closeArea(std::max(plot().left(), xOf(m_points.back().seconds)));
    painter.setRenderHint(QPainter::Antialiasing, true);
    QColor shade = theme.muted;
    shade.setAlpha(40);
    painter.fillPath(area, shade);
    painter.strokePath(total, QPen(theme.text, 1.5));
    painter.strokePath(kv, QPen(theme.fullHistory, 1.5, Qt::DashLine));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// What the lines are, with their latest values.
void MemoryGraph::paintKeys(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    double x = 0;
    const auto key = [&](const QPen& pen, const QString& text) {
        const double middle = fontMetrics().height() / 2.0;
        painter.setPen(pen);
        painter.drawLine(QPointF(x, middle), QPointF(x + 16, middle));
        painter.setPen(theme.text);
        const double width = fontMetrics().horizontalAdvance(text) + 2;
        painter.drawText(QRectF(x + 21, 0, width, fontMetrics().height()), Qt::AlignLeft, text);
        x += 21 + width + 16;
    };
    const MemoryPoint& latest = m_points.back();
    key(QPen(theme.text, 1.5), tr("Model %1").arg(bytesText(latest.mostBytes)));
    key(QPen(theme.fullHistory, 1.5, Qt::DashLine), tr("KV %1").arg(bytesText(latest.mostKvBytes)));
}

void MemoryGraph::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintAxes(painter);
    if (m_points.empty()) {
        painter.setPen(themeOf(palette()).muted);
        painter.drawText(plot(), Qt::AlignCenter, tr("Nothing was measured yet"));
    } else {
        paintLines(painter);
        paintKeys(painter);
    }
    painter.setPen(themeOf(palette()).line);
    painter.drawRect(plot());
}

bool MemoryGraph::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto nearest = std::min_element(
        m_points.begin(), m_points.end(), [&](const MemoryPoint& a, const MemoryPoint& b) {
            return std::abs(xOf(a.seconds) - help->x()) < std::abs(xOf(b.seconds) - help->x());
        });
    if (nearest == m_points.end() || !plot().contains(help->pos()))
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(),
                           tr("%1 ago: model %2, KV %3")
                               .arg(spanText(m_end - nearest->seconds),
                                    bytesText(nearest->mostBytes), bytesText(nearest->mostKvBytes)),
                           this);
    return true;
}

} // namespace imprint::ui
