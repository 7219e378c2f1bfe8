#pragma once

#include "engine/core/video_frame.h"

#include <QImage>

namespace imprint::ui {

/// A frame of the video as Qt paints it: RGB32, full range.
QImage toImage(const VideoFrame& frame);

/// A still, as a model takes it: Rgb24 without padding.
Picture toPicture(const QImage& image);

QImage toImage(const Picture& picture);

} // namespace imprint::ui
