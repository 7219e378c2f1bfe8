#include "ui/models/picture_placement.h"

#include <algorithm>
#include <cmath>

namespace imprint::ui {

QRectF placePicture(QSize picture, QSizeF view, PictureZoom zoom, double ratio)
{
    if (picture.isEmpty() || view.isEmpty())
        return {};
    const double scale = zoom == PictureZoom::Actual ? 1 / ratio
                                                     : std::min(view.width() / picture.width(),
                                                                view.height() / picture.height());
    const QSizeF size = QSizeF(picture) * scale;
    // Whole pixels of the screen: a picture at its own size stays sharp.
    const auto snapped = [&](double value) { return std::round(value * ratio) / ratio; };
    return {QPointF(snapped((view.width() - size.width()) / 2),
                    snapped((view.height() - size.height()) / 2)),
            size};
}

} // namespace imprint::ui
