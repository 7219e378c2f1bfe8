#include "audio/face/framing.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

// Share of the surplus height that is cut off above; 0.5 would be the middle.
constexpr double kPortraitCutAbove = 0.35;

// What counts as framed: a face up to so much larger or smaller, and so far off, in sides of the area.
constexpr double kSizeTolerance = 1.35;
constexpr double kPlaceTolerance = 0.12;

bool hasPixels(const PictureSize& size)
{
    return size.width > 0 && size.height > 0;
}

/// The size of a shape that is nearest to this height and fits into the picture.
PictureSize sizeOf(double height, const PictureSize& picture, const PictureSize& shape)
{
    const double perHeight = static_cast<double>(shape.width) / shape.height;
    const double fitting =
        std::min({height, static_cast<double>(picture.height), picture.width / perHeight});
    return {.width =
                std::clamp(static_cast<int>(std::lround(fitting * perHeight)), 1, picture.width),
            .height = std::clamp(static_cast<int>(std::lround(fitting)), 1, picture.height)};
}

/// Where an area begins on one axis: as wished, but with all of the face if it has room, and inside the picture.
int placed(double wished, int side, int face, int faceSide, int pictureSide)
{
    int first = static_cast<int>(std::lround(wished));
    if (side >= faceSide)
        first = std::clamp(first, face + faceSide - side, face);
    return std::clamp(first, 0, pictureSide - side);
}

double middle(int first, int side)
{
    return first + side / 2.0;
}

} // namespace

PictureArea largestArea(const PictureSize& picture, const PictureSize& shape)
{
    IMPRINT_ASSERT(hasPixels(picture) && hasPixels(shape), picture.width, "x", picture.height,
                   " as ", shape.width, "x", shape.height);
    const PictureSize size = sizeOf(picture.height, picture, shape);
    return {.left = (picture.width - size.width) / 2,
            .top = static_cast<int>((picture.height - size.height) * kPortraitCutAbove),
            .width = size.width,
            .height = size.height};
}

PictureArea framedArea(const PictureArea& face, const FaceFraming& framing,
                       const PictureSize& picture, const PictureSize& shape)
{
    IMPRINT_ASSERT(
        hasPixels(picture) && hasPixels(shape) && framing.height > 0 && face.width > 0 &&
            face.height > 0 && face.left >= 0 && face.top >= 0 &&
            face.left + face.width <= picture.width && face.top + face.height <= picture.height,
        "a face of ", face.width, "x", face.height, " in ", picture.width, "x", picture.height);
    const PictureSize size = sizeOf(face.height / framing.height, picture, shape);
    return {.left = placed(middle(face.left, face.width) - framing.centerX * size.width, size.width,
                           face.left, face.width, picture.width),
            .top = placed(middle(face.top, face.height) - framing.centerY * size.height,
                          size.height, face.top, face.height, picture.height),
            .width = size.width,
            .height = size.height};
}

bool isFramed(const PictureArea& face, const FaceFraming& framing, const PictureArea& area)
{
    const double larger = face.height / (framing.height * area.height);
    const double x = (middle(face.left, face.width) - area.left) / area.width;
    const double y = (middle(face.top, face.height) - area.top) / area.height;
    return larger <= kSizeTolerance && larger >= 1 / kSizeTolerance &&
           std::abs(x - framing.centerX) <= kPlaceTolerance &&
           std::abs(y - framing.centerY) <= kPlaceTolerance;
}

} // namespace imprint::audio
