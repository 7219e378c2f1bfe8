#pragma once

#include <QRectF>
#include <QSize>

namespace imprint::ui {

enum class PictureZoom {
    Fit, ///< as large as the view allows, never cropped
    Actual, ///< one pixel of the picture on one of the screen; cut off at the view's edges where it is larger
};

/// Where a picture stands in a view: in its middle, with its own aspect.
/// picture  pixels
/// view     device-independent pixels
/// ratio    pixels of the screen per device-independent one
QRectF placePicture(QSize picture, QSizeF view, PictureZoom zoom, double ratio);

} // namespace imprint::ui
