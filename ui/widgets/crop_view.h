#pragma once

#include "ui/models/crop_square.h"

#include <QImage>
#include <QPixmap>
#include <QWidget>

#include <optional>

namespace imprint::ui {

/// A picture with the square that is cut from it: dragged, pulled at its corners, scaled by the wheel, moved by arrow keys, scaled by
/// plus and minus. Thread: GUI.
class CropView : public QWidget {
    Q_OBJECT
public:
    explicit CropView(QWidget* parent = nullptr);

    /// Null: what can be done is written in its place.
    void setPicture(const QImage& picture);
    void setCrop(const QRect& crop);
    /// Empty without a picture.
    QRect crop() const { return m_crop ? m_crop->rect() : QRect(); }
    const QImage& picture() const { return m_picture; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    /// By the user, while it moves.
    void cropChanged(const QRect& crop);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF pictureRect() const; ///< of the widget
    double scale() const;       ///< pixels of the widget per pixel of the picture
    QRectF toWidget(const QRect& rect) const;
    QPoint toPicture(const QPointF& point) const;
    std::optional<Qt::Corner> cornerAt(const QPointF& point) const;
    void updateCursor(const QPointF& point);
    void changed();
    void paintSquare(QPainter& painter) const;

    QImage m_picture;
    QPixmap m_scaled; // for the size and screen of now
    std::optional<CropSquare> m_crop;
    std::optional<Qt::Corner> m_corner; // being dragged
    std::optional<QPoint> m_grip;       // being dragged: from the square's corner to the mouse
};

} // namespace imprint::ui
