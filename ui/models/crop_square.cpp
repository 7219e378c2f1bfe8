#include "ui/models/crop_square.h"

#include <algorithm>
#include <cstdlib>

namespace imprint::ui {
namespace {

/// Share of what is left over in a portrait that is cut off above.
constexpr int kAbovePercent = 35;

QRect square(const QPoint& topLeft, int side)
{
    return {topLeft, QSize(side, side)};
}

} // namespace

CropSquare::CropSquare(const QSize& picture)
    : m_picture(picture)
{
    const int side = std::min(picture.width(), picture.height());
    m_rect = square({(picture.width() - side) / 2, (picture.height() - side) * kAbovePercent / 100},
                    side);
}

int CropSquare::leastSide() const
{
    return std::min({kLeastSide, m_picture.width(), m_picture.height()});
}

void CropSquare::setRect(const QRect& rect)
{
    const int side = std::clamp(std::min(rect.width(), rect.height()), leastSide(),
                                std::min(m_picture.width(), m_picture.height()));
    m_rect = square(rect.topLeft(), side);
    moveTo(rect.topLeft());
}

void CropSquare::moveTo(const QPoint& topLeft)
{
    m_rect.moveTo(std::clamp(topLeft.x(), 0, m_picture.width() - m_rect.width()),
                  std::clamp(topLeft.y(), 0, m_picture.height() - m_rect.height()));
}

void CropSquare::grow(int pixels)
{
    const int side = m_rect.width() + pixels;
    setRect(square(m_rect.topLeft() - QPoint(pixels, pixels) / 2, side));
}

void CropSquare::dragCorner(Qt::Corner corner, const QPoint& to)
{
    const bool left = corner == Qt::TopLeftCorner || corner == Qt::BottomLeftCorner;
    const bool top = corner == Qt::TopLeftCorner || corner == Qt::TopRightCorner;
    // One behind the last pixel, so that sides are differences.
    const QPoint fixed(left ? m_rect.right() + 1 : m_rect.left(),
                       top ? m_rect.bottom() + 1 : m_rect.top());
    const int roomX = left ? fixed.x() : m_picture.width() - fixed.x();
    const int roomY = top ? fixed.y() : m_picture.height() - fixed.y();
    const int wanted = std::max(left ? fixed.x() - to.x() : to.x() - fixed.x(),
                                top ? fixed.y() - to.y() : to.y() - fixed.y());
    const int side = std::min({std::max(wanted, leastSide()), roomX, roomY});
    m_rect =
        square({left ? fixed.x() - side : fixed.x(), top ? fixed.y() - side : fixed.y()}, side);
}

} // namespace imprint::ui
