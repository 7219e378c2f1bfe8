#include "ui/widgets/preview_painter.h"

#include "ui/models/tr.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace imprint::ui {
namespace {

enum class Corner { TopLeft, TopRight, BottomLeft, BottomRight };

/// White on a dark plate: it can be read on every picture.
void paintPlate(QPainter& painter, const QRectF& area, Corner corner, const QString& text)
{
    if (text.isEmpty())
        return;
    const QRectF bounds = painter.boundingRect(area, Qt::AlignLeft | Qt::AlignTop, text);
    QRectF plate(0, 0, bounds.width() + 2 * kGap, bounds.height() + kGap);
    const bool right = corner == Corner::TopRight || corner == Corner::BottomRight;
    const bool bottom = corner == Corner::BottomLeft || corner == Corner::BottomRight;
    plate.moveLeft(right ? area.right() - plate.width() - kGap : area.left() + kGap);
    plate.moveTop(bottom ? area.bottom() - plate.height() - kGap : area.top() + kGap);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 170));
    painter.drawRoundedRect(plate, kCorner, kCorner);
    painter.setPen(Qt::white);
    painter.drawText(plate, Qt::AlignCenter, text);
}

void paintDivider(QPainter& painter, const PreviewState& state, const QRectF& picture)
{
    const double x = dividerX(state, picture);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 4));
    painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()));
    painter.setPen(QPen(Qt::white, 2));
    painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()));
    painter.setBrush(Qt::white);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 1));
    painter.drawEllipse(QPointF(x, picture.center().y()), 7, 7);
}

} // namespace

double dividerX(const PreviewState& state, const QRectF& picture)
{
    return picture.left() + state.divider * picture.width();
}

void paintOverPicture(QPainter& painter, const QPalette& palette, const PreviewState& state,
                      const QRectF& view, const QRectF& picture)
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (!state.frame) {
        painter.setPen(themeOf(palette).muted);
        painter.drawText(view.adjusted(kMargin, kMargin, -kMargin, -kMargin),
                         int(Qt::AlignCenter) | int(Qt::TextWordWrap), state.emptyText);
        return;
    }
    const QRectF area = picture & view;
    if (state.other) {
        paintDivider(painter, state, picture);
        paintPlate(painter, area, Corner::BottomLeft, state.leftName);
        paintPlate(painter, area, Corner::BottomRight, state.rightName);
    }
    paintPlate(painter, area, Corner::TopRight, state.overlay);
    if (state.frozen)
        paintPlate(painter, area, Corner::TopLeft, tr("❄ Frozen: the outputs go on"));
}

} // namespace imprint::ui
