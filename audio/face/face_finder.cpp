#include "audio/face/face_finder.h"

#include "audio/file/image_file.h"
#include "engine/core/error.h"

#include <dlib/assert.h>
#include <dlib/test_for_odr_violations.h>

// Debian's dlib computes its few small matrices by a BLAS and a LAPACK, which would stand before those inside LibTorch.
#undef DLIB_USE_BLAS
#undef DLIB_USE_LAPACK

#include <dlib/array2d.h>
#include <dlib/image_processing/frontal_face_detector.h>

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

/// Pictures are looked at with about so many pixels on their longer side: the detector sees faces of 80 and more.
constexpr double kLongerSide = 960;
constexpr double kMostEnlarged = 4;

using Grey = dlib::array2d<unsigned char>;

int scaled(int side, double scale)
{
    return std::max(1, static_cast<int>(std::lround(side * scale)));
}

Grey greyOf(const Picture& picture)
{
    Grey grey(picture.height, picture.width);
    const std::uint8_t* rgb = picture.rgb.data();
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x, rgb += 3)
            grey[y][x] =
                static_cast<unsigned char>((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2]) / 1000);
    return grey;
}

/// The pixels of the picture that a box of the scaled one covers; empty if it lies outside.
PictureArea areaOf(const dlib::rectangle& box, double scale, const Picture& picture)
{
    const auto pixel = [&](long at, int side) {
        return std::clamp(static_cast<int>(std::lround(static_cast<double>(at) / scale)), 0, side);
    };
    const int left = pixel(box.left(), picture.width);
    const int top = pixel(box.top(), picture.height);
    return {.left = left,
            .top = top,
            .width = pixel(box.right() + 1, picture.width) - left,
            .height = pixel(box.bottom() + 1, picture.height) - top};
}

} // namespace

std::vector<PictureArea> findFaces(const Picture& picture)
{
    if (picture.width < 1 || picture.height < 1 ||
        picture.rgb.size() != pictureBytes(PixelFormat::Rgb24, picture.width, picture.height))
        throw Error(ErrorCode::BadInput,
                    concat("a picture of ", picture.width, "x", picture.height, " has no pixels"));
    const double scale =
        std::min(kLongerSide / std::max(picture.width, picture.height), kMostEnlarged);
    const PictureArea all{.width = picture.width, .height = picture.height};
    const Grey grey = greyOf(
        cutAndScale(picture, all, scaled(picture.width, scale), scaled(picture.height, scale)));
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    std::vector<PictureArea> faces;
    for (const dlib::rectangle& box : detector(grey))
        if (const PictureArea face = areaOf(box, scale, picture); face.width > 0 && face.height > 0)
            faces.push_back(face);
    std::stable_sort(faces.begin(), faces.end(), [](const PictureArea& a, const PictureArea& b) {
        return a.height > b.height;
    });
    return faces;
}

} // namespace imprint::audio
