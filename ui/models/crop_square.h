#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

namespace imprint::ui {

/// The square of a picture that a model gets to see, in pixels of the picture; always inside it. Thread: its owner's.
class CropSquare {
public:
    static constexpr int kLeastSide =
        32; ///< smaller ones are all blur; of a smaller picture: its shorter side

    /// As it would be cut without being asked: the largest, centred, in portraits slightly above the centre, where faces are.
    explicit CropSquare(const QSize& picture);

    const QRect& rect() const { return m_rect; }
    const QSize& picture() const { return m_picture; }

    void setRect(const QRect& rect);
    void moveTo(const QPoint& topLeft);
    void moveBy(const QPoint& step) { moveTo(m_rect.topLeft() + step); }

    /// Larger or smaller around its centre.
    void grow(int pixels);

    /// The corner is dragged to `to`; the one opposite stays.
    void dragCorner(Qt::Corner corner, const QPoint& to);

private:
    int leastSide() const;

    QSize m_picture;
    QRect m_rect;
};

} // namespace imprint::ui
