#include "ui/widgets/crop_view.h"

#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <array>
#include <cmath>

namespace imprint::ui {
namespace {

constexpr int kHandle = 10; // pixels around a corner where it can be taken
constexpr int kMostHeight = 240;
constexpr int kEmptyHeight = 48;
constexpr std::array kCorners = {Qt::TopLeftCorner, Qt::TopRightCorner, Qt::BottomLeftCorner,
                                 Qt::BottomRightCorner};

QPointF pointOf(const QRectF& rect, Qt::Corner corner)
{
    switch (corner) {
    case Qt::TopLeftCorner: return rect.topLeft();
    case Qt::TopRightCorner: return rect.topRight();
    case Qt::BottomLeftCorner: return rect.bottomLeft();
    case Qt::BottomRightCorner: return rect.bottomRight();
    }
    return rect.topLeft();
}

} // namespace

CropView::CropView(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Part of the picture that the model sees"));
    setToolTip(
        tr("Drag the square or its corners. Keys: arrows move it, + and - make it larger and "
           "smaller."));
}

QSize CropView::sizeHint() const
{
    return {280, heightForWidth(280)};
}

QSize CropView::minimumSizeHint() const
{
    return {120, m_picture.isNull() ? kEmptyHeight : 90};
}

int CropView::heightForWidth(int width) const
{
    if (m_picture.isNull())
        return kEmptyHeight;
    return std::min(kMostHeight, std::max(90, width * m_picture.height() / m_picture.width()));
}

void CropView::setPicture(const QImage& picture)
{
    m_picture = picture;
    m_scaled = {};
    m_crop = picture.isNull() ? std::nullopt : std::optional(CropSquare(picture.size()));
    updateGeometry();
    update();
}

void CropView::setCrop(const QRect& crop)
{
    if (m_crop)
        m_crop->setRect(crop);
    update();
}

double CropView::scale() const
{
    return std::min(static_cast<double>(width()) / m_picture.width(),
                    static_cast<double>(height()) / m_picture.height());
}

QRectF CropView::pictureRect() const
{
    const QSizeF size = QSizeF(m_picture.size()) * scale();
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

QRectF CropView::toWidget(const QRect& rect) const
{
    return {pictureRect().topLeft() + QPointF(rect.topLeft()) * scale(),
            QSizeF(rect.size()) * scale()};
}

QPoint CropView::toPicture(const QPointF& point) const
{
    return ((point - pictureRect().topLeft()) / scale()).toPoint();
}

std::optional<Qt::Corner> CropView::cornerAt(const QPointF& point) const
{
    const QRectF square = toWidget(m_crop->rect());
    for (const Qt::Corner corner : kCorners)
        if ((pointOf(square, corner) - point).manhattanLength() <= kHandle)
            return corner;
    return std::nullopt;
}

void CropView::changed()
{
    update();
    Q_EMIT cropChanged(m_crop->rect());
}

void CropView::mousePressEvent(QMouseEvent* event)
{
    if (!m_crop || event->button() != Qt::LeftButton)
        return;
    m_corner = cornerAt(event->position());
    if (!m_corner && toWidget(m_crop->rect()).contains(event->position()))
        m_grip = toPicture(event->position()) - m_crop->rect().topLeft();
}

void CropView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_crop)
        return;
    updateCursor(event->position());
    const QPoint point = toPicture(event->position());
    if (m_corner)
        m_crop->dragCorner(*m_corner, point);
    else if (m_grip)
        m_crop->moveTo(point - *m_grip);
    else
        return;
    changed();
}

void CropView::mouseReleaseEvent(QMouseEvent*)
{
    m_corner.reset();
    m_grip.reset();
}

void CropView::updateCursor(const QPointF& point)
{
    const auto corner = m_corner ? m_corner : cornerAt(point);
    if (corner)
        setCursor(*corner == Qt::TopLeftCorner || *corner == Qt::BottomRightCorner
                      ? Qt::SizeFDiagCursor
                      : Qt::SizeBDiagCursor);
    else if (m_grip || toWidget(m_crop->rect()).contains(point))
        setCursor(Qt::SizeAllCursor);
    else
        unsetCursor();
}

void CropView::wheelEvent(QWheelEvent* event)
{
    // Without the focus the wheel scrolls the dock.
    if (!m_crop || !hasFocus() || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    const int step = std::max(1, m_crop->rect().width() / 16);
    m_crop->grow(event->angleDelta().y() > 0 ? -step : step);
    changed();
}

void CropView::keyPressEvent(QKeyEvent* event)
{
    if (!m_crop) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int step =
        event->modifiers() & Qt::ShiftModifier ? 1 : std::max(1, m_crop->rect().width() / 32);
    switch (event->key()) {
    case Qt::Key_Left: m_crop->moveBy({-step, 0}); break;
    case Qt::Key_Right: m_crop->moveBy({step, 0}); break;
    case Qt::Key_Up: m_crop->moveBy({0, -step}); break;
    case Qt::Key_Down: m_crop->moveBy({0, step}); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: m_crop->grow(2 * step); break;
    case Qt::Key_Minus: m_crop->grow(-2 * step); break;
    default: QWidget::keyPressEvent(event); return;
    }
    changed();
}

void CropView::resizeEvent(QResizeEvent* event)
{
    m_scaled = {};
    QWidget::resizeEvent(event);
}

void CropView::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_crop) {
        QPen pen(hasFocus() ? theme.accent : theme.line);
        pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
        painter.setPen(theme.muted);
        painter.drawText(rect().adjusted(kGap, kGap, -kGap, -kGap),
                         Qt::AlignCenter | Qt::TextWordWrap, tr("Drop a picture of a face here"));
        return;
    }
    const QRectF place = pictureRect();
    if (m_scaled.isNull()) {
        const double ratio = devicePixelRatioF();
        m_scaled = QPixmap::fromImage(m_picture.scaled(
            (place.size() * ratio).toSize(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        m_scaled.setDevicePixelRatio(ratio);
    }
    painter.drawPixmap(place.topLeft(), m_scaled);
    paintSquare(painter);
}

void CropView::paintSquare(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const QRectF square = toWidget(m_crop->rect());
    QPainterPath outside;
    outside.addRect(pictureRect());
    QPainterPath inside;
    inside.addRect(square);
    painter.fillPath(outside.subtracted(inside), QColor(0, 0, 0, 150));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawRect(square);
    painter.setPen(QPen(hasFocus() ? theme.accent : QColor(Qt::white), hasFocus() ? 2.0 : 1.0));
    painter.drawRect(square);
    painter.setPen(QPen(Qt::black, 1));
    painter.setBrush(Qt::white);
    for (const Qt::Corner corner : kCorners)
        painter.drawEllipse(pointOf(square, corner), 4, 4);
}

} // namespace imprint::ui
