#pragma once

#include "engine/core/face_framing.h"

#include <vector>

namespace imprint::audio {

struct PictureSize {
    int width = 0;
    int height = 0;
};

/// A rectangle of pixels of a picture.
struct PictureArea {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const PictureArea&, const PictureArea&) = default;
};

/// The largest area of a shape, to the pixel: centred, in portraits slightly above the centre, where faces are.
/// shape: width and height that it is scaled to later; all of at least 1 pixel
PictureArea largestArea(const PictureSize& picture, const PictureSize& shape);

/// The area of a shape in which a face lies as a model wants it. Inside the picture, whatever that costs: where the picture ends too
/// near the face the area is moved, where it is too small it is smaller. The whole face is in it wherever the shape leaves room.
/// face: inside the picture
PictureArea framedArea(const PictureArea& face, const FaceFraming& framing,
                       const PictureSize& picture, const PictureSize& shape);

/// Whether the face lies in the area about as wanted: such a picture need not be cut.
bool isFramed(const PictureArea& face, const FaceFraming& framing, const PictureArea& area);

} // namespace imprint::audio
