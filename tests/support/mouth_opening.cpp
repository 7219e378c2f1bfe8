#include "tests/support/mouth_opening.h"

#include <algorithm>
#include <cstddef>

namespace imprint::test {
namespace {

// The middle of the mouth of Pocket's faces. Its corners and the chin are left out: they move with the head.
constexpr double kLeft = 0.45;
constexpr double kRight = 0.55;
constexpr double kTop = 0.56;
constexpr double kBottom = 0.71;

double brightness(const Picture& picture, std::size_t pixel)
{
    const std::uint8_t* rgb = &picture.rgb[3 * pixel];
    return 0.30 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2];
}

/// How much darker the mouth's middle is than in `shut`: an open mouth shows its dark inside.
double darkening(const Picture& picture, const Picture& shut)
{
    const auto column = [&](double share) { return static_cast<int>(share * picture.width); };
    const auto row = [&](double share) { return static_cast<int>(share * picture.height); };
    double sum = 0;
    for (int y = row(kTop); y < row(kBottom); ++y)
        for (int x = column(kLeft); x < column(kRight); ++x) {
            const auto pixel = static_cast<std::size_t>(y * picture.width + x);
            sum += std::max(brightness(shut, pixel) - brightness(picture, pixel), 0.0);
        }
    return sum;
}

} // namespace

std::vector<float> mouthOpenings(std::span<const Picture> frames)
{
    std::vector<float> openings;
    for (const Picture& frame : frames)
        openings.push_back(static_cast<float>(darkening(frame, frames.front())));
    const float widest =
        openings.empty() ? 0.0F : *std::max_element(openings.begin(), openings.end());
    for (float& opening : openings)
        opening = widest > 0 ? opening / widest : 0.0F;
    return openings;
}

} // namespace imprint::test
