#include "ui/widgets/memory_legend.h"

#include "ui/models/memory_words.h"
#include "ui/models/words.h"
#include "ui/widgets/memory_style.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr int kSwatch = 10;
constexpr int kColumnGap = 12;

} // namespace

MemoryLegend::MemoryLegend(QWidget* parent)
    : QWidget(parent)
{
    // Not Fixed: that would be the height of the hint, whatever the width.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Parts of the memory"));
}

void MemoryLegend::showSegments(const std::vector<MemorySegment>& segments)
{
    const bool sameParts =
        std::equal(segments.begin(), segments.end(), m_segments.begin(), m_segments.end(),
                   [](const auto& a, const auto& b) { return a.part == b.part; });
    m_segments = segments;
    if (!sameParts)
        updateGeometry();
    update();
}

void MemoryLegend::choose(std::optional<MemoryPart> part)
{
    m_chosen = part;
    update();
}

int MemoryLegend::rowHeight() const
{
    return fontMetrics().height() + 3;
}

int MemoryLegend::columnWidth(QString (*name)(MemoryPart)) const
{
    int widest = 1;
    for (const MemorySegment& segment : m_segments)
        widest = std::max(widest, fontMetrics().horizontalAdvance(name(segment.part)));
    return kSwatch + 7 + widest + 8 + fontMetrics().horizontalAdvance(QStringLiteral("99.9 MB")) +
           2;
}

int MemoryLegend::columnsIn(int width, QString (*name)(MemoryPart)) const
{
    return std::clamp((width + kColumnGap) / (columnWidth(name) + kColumnGap), 1, 4);
}

/// Full names if they leave room for as many columns as short ones.
MemoryLegend::Layout MemoryLegend::layoutIn(int width) const
{
    const int full = columnsIn(width, partName);
    const int brief = std::min(2, columnsIn(width, partShortName));
    return full >= brief ? Layout{full, partName} : Layout{brief, partShortName};
}

int MemoryLegend::heightForWidth(int width) const
{
    const int columns = layoutIn(width).columns;
    const int rows = (static_cast<int>(m_segments.size()) + columns - 1) / columns;
    return rows * rowHeight();
}

QSize MemoryLegend::sizeHint() const
{
    return {320, heightForWidth(320)};
}

QSize MemoryLegend::minimumSizeHint() const
{
    return {180, rowHeight()};
}

/// Down the columns, so that neighbours in the bar are neighbours here.
QRect MemoryLegend::rectOf(int index, const Layout& layout) const
{
    const int columns = layout.columns;
    const int rows = (static_cast<int>(m_segments.size()) + columns - 1) / columns;
    const int columnWidth = (width() - (columns - 1) * kColumnGap) / columns;
    const int column = index / rows;
    return {column * (columnWidth + kColumnGap), index % rows * rowHeight(), columnWidth,
            rowHeight()};
}

int MemoryLegend::indexAt(const QPoint& point) const
{
    const Layout layout = layoutIn(width());
    for (int i = 0; i < static_cast<int>(m_segments.size()); ++i)
        if (rectOf(i, layout).contains(point))
            return i;
    return -1;
}

void MemoryLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = themeOf(palette());
    const Layout layout = layoutIn(width());
    for (int i = 0; i < static_cast<int>(m_segments.size()); ++i) {
        const MemorySegment& segment = m_segments[static_cast<std::size_t>(i)];
        const QRect rect = rectOf(i, layout);
        if (m_chosen == segment.part)
            painter.fillRect(rect, theme.raised);
        const QRect swatch(rect.left() + 1, rect.center().y() - kSwatch / 2, kSwatch, kSwatch);
        fillMemory(painter, swatch, styleOf(segment.part, theme));
        painter.setPen(theme.line);
        painter.drawRect(swatch);
        const QRect text = rect.adjusted(kSwatch + 7, 0, -2, 0);
        const QString bytes = bytesText(segment.bytes);
        const int bytesWidth = fontMetrics().horizontalAdvance(bytes) + 4;
        painter.setPen(theme.muted);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(layout.name(segment.part), Qt::ElideRight,
                                                  text.width() - bytesWidth));
        painter.setPen(theme.text);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, bytes);
    }
}

void MemoryLegend::mousePressEvent(QMouseEvent* event)
{
    const int index = indexAt(event->position().toPoint());
    if (index < 0)
        return;
    const MemoryPart part = m_segments[static_cast<std::size_t>(index)].part;
    choose(part);
    Q_EMIT partChosen(part);
}

bool MemoryLegend::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = indexAt(help->pos());
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    std::int64_t whole = 0;
    for (const MemorySegment& segment : m_segments)
        whole += segment.bytes;
    QToolTip::showText(help->globalPos(),
                       segmentText(m_segments[static_cast<std::size_t>(index)], whole), this,
                       rectOf(index, layoutIn(width())));
    return true;
}

} // namespace imprint::ui
