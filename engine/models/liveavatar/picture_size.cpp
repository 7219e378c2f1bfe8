#include "engine/models/liveavatar/picture_size.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::engine {
namespace {

constexpr std::int64_t kStep = 64;
constexpr int kTries = 100;

std::int64_t filledUp(double side)
{
    const auto whole = static_cast<std::int64_t>(side); // without its fraction
    return (whole + kStep - 1) / kStep * kStep;
}

struct Scales {
    double least = 0;
    double largest = 0;
};

/// The scales between which the answer lies: filled up as little and as much as can be.
Scales scalesFor(const PictureSize& picture, std::int64_t area)
{
    const std::int64_t pixels = picture.height * picture.width;
    if (pixels <= area)
        return {.least = 0.1, .largest = 1.0};
    // (s·h + 63)(s·w + 63) = area, but with the discriminant that the reference has: 2ac where the formula says 4ac.
    constexpr double kFill = kStep - 1;
    const auto a = static_cast<double>(pixels);
    const double b = kFill * static_cast<double>(picture.height + picture.width);
    const double c = kFill * kFill - static_cast<double>(area);
    return {.least = (-b + std::sqrt(b * b - 2 * a * c)) / (2 * a),
            .largest = std::sqrt(static_cast<double>(area) / a)};
}

} // namespace

PictureSize videoSizeFor(const PictureSize& picture, std::int64_t area)
{
    if (picture.height < 1 || picture.width < 1)
        throw Error(ErrorCode::BadInput, concat("there is no picture of ", picture.width, " x ",
                                                picture.height, " pixels"));
    const Scales scales = scalesFor(picture, area);
    for (int i = 0; i < kTries; ++i) {
        const double scale =
            scales.largest - (scales.largest - scales.least) * i / static_cast<double>(kTries);
        const PictureSize size{.height = filledUp(static_cast<double>(picture.height) * scale),
                               .width = filledUp(static_cast<double>(picture.width) * scale)};
        if (size.height > 0 && size.width > 0 && size.height * size.width <= area)
            return size;
    }
    throw Error(ErrorCode::BadInput,
                concat("a picture of ", picture.width, " x ", picture.height,
                       " pixels has no size of multiples of 64 within ", area, " pixels"),
                "Crop it, or choose a larger size of the video");
}

} // namespace imprint::engine
