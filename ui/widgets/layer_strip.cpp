#include "ui/widgets/layer_strip.h"

#include "ui/models/memory_words.h"
#include "ui/widgets/memory_style.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr int kCellGap = 3;
constexpr int kNarrowestCell = 20;
constexpr int kFillHeight = 34;
constexpr int kMargins = 2; // room for the mark of the chosen cell

} // namespace

LayerStrip::LayerStrip(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    // Not Fixed: that would be the height of the hint, whatever the width.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Layers and their history"));
}

void LayerStrip::showLayers(const std::vector<LayerCell>& layers)
{
    const bool sameCount = layers.size() == m_layers.size();
    m_layers = layers;
    if (!sameCount) {
        m_chosen = std::min(m_chosen, count() - 1);
        updateGeometry();
    }
    update();
}

void LayerStrip::choose(int layer)
{
    m_chosen = layer >= 0 && layer < count() ? layer : -1;
    setAccessibleDescription(m_chosen < 0 ? QString()
                                          : layerTip(m_layers[static_cast<std::size_t>(m_chosen)]));
    update();
}

void LayerStrip::chooseByHand(int layer)
{
    choose(layer);
    Q_EMIT layerChosen(m_chosen);
}

/// As even rows as fit.
int LayerStrip::perRow(int width) const
{
    const int fitting =
        std::max(1, (width - 2 * kMargins + kCellGap) / (kNarrowestCell + kCellGap));
    const int rows = std::max(1, (count() + fitting - 1) / fitting);
    return std::max(1, (count() + rows - 1) / rows);
}

QRect LayerStrip::rectOf(int layer) const
{
    const int columns = perRow(width());
    const int height = kFillHeight + fontMetrics().height();
    const int column = layer % columns;
    const int row = layer / columns;
    // Edges are rounded one by one, so that the cells fill the width.
    const double wide = static_cast<double>(width() - 2 * kMargins + kCellGap) / columns;
    const int left = kMargins + qRound(column * wide);
    const int right = kMargins + qRound((column + 1) * wide) - kCellGap;
    return {left, kMargins + row * (height + kCellGap), right - left, height};
}

int LayerStrip::layerAt(const QPoint& point) const
{
    for (int i = 0; i < count(); ++i)
        if (rectOf(i).contains(point))
            return i;
    return -1;
}

int LayerStrip::heightForWidth(int width) const
{
    const int columns = perRow(width);
    const int rows = std::max(1, (count() + columns - 1) / columns);
    return 2 * kMargins + rows * (kFillHeight + fontMetrics().height() + kCellGap) - kCellGap;
}

QSize LayerStrip::sizeHint() const
{
    return {320, heightForWidth(320)};
}

QSize LayerStrip::minimumSizeHint() const
{
    return {120, heightForWidth(320)};
}

void LayerStrip::paintCell(QPainter& painter, const LayerCell& cell) const
{
    const Theme theme = themeOf(palette());
    const QRect rect = rectOf(cell.layer);
    const QRect bar(rect.left(), rect.top(), rect.width(), kFillHeight);
    painter.fillRect(bar, theme.window);
    int filled = qRound(kFillHeight * cell.fill);
    if (cell.bytes > 0)
        filled = std::max(2, filled);
    fillMemory(painter, QRectF(bar.left(), bar.bottom() + 1 - filled, bar.width(), filled),
               styleOf(cell.history, theme));
    painter.setPen(theme.line);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    painter.setPen(theme.text);
    painter.drawText(rect.adjusted(0, kFillHeight, 0, 0), Qt::AlignCenter,
                     historyLetter(cell.history));
    if (cell.layer == m_chosen) {
        painter.setPen(QPen(theme.text, 2));
        painter.drawRect(bar);
    }
}

void LayerStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (const LayerCell& cell : m_layers)
        paintCell(painter, cell);
    if (hasFocus()) {
        painter.setPen(themeOf(palette()).accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void LayerStrip::keyPressEvent(QKeyEvent* event)
{
    if (count() == 0)
        return QWidget::keyPressEvent(event);
    const auto go = [this](int layer) { chooseByHand(std::clamp(layer, 0, count() - 1)); };
    switch (event->key()) {
    case Qt::Key_Left: return go(m_chosen < 0 ? count() - 1 : m_chosen - 1);
    case Qt::Key_Right: return go(m_chosen + 1);
    case Qt::Key_Up: return go(m_chosen - perRow(width()));
    case Qt::Key_Down: return go(m_chosen + perRow(width()));
    case Qt::Key_Home: return go(0);
    case Qt::Key_End: return go(count() - 1);
    default: QWidget::keyPressEvent(event);
    }
}

void LayerStrip::mousePressEvent(QMouseEvent* event)
{
    if (const int layer = layerAt(event->position().toPoint()); layer >= 0)
        chooseByHand(layer);
}

bool LayerStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int layer = layerAt(help->pos());
    if (layer >= 0)
        QToolTip::showText(help->globalPos(), layerTip(m_layers[static_cast<std::size_t>(layer)]),
                           this, rectOf(layer));
    else
        QToolTip::hideText();
    return true;
}

} // namespace imprint::ui
