#include "app/session/drawn_picture.h"

#include "audio/file/image_file.h"

#include <algorithm>
#include <cstdlib>

namespace imprint::app {
namespace {

/// Pictures are compared at one size: enlarged, every photograph is smooth.
constexpr int kSide = 192;
/// Neighbours that differ by no more, in any colour, are one area; JPEG files of drawings stay within it.
constexpr int kLevels = 2;
/// Of the neighbours. The starter faces lie between .77 and .85, portraits in photographs below .5.
constexpr double kDrawnShare = 0.7;

bool alike(const std::uint8_t* a, const std::uint8_t* b)
{
    return std::abs(a[0] - b[0]) <= kLevels && std::abs(a[1] - b[1]) <= kLevels &&
           std::abs(a[2] - b[2]) <= kLevels;
}

} // namespace

bool looksDrawn(const Picture& picture)
{
    const Picture scaled = audio::cropSquareAndScale(picture, kSide);
    constexpr int kRow = 3 * kSide;
    int flat = 0;
    for (int y = 0; y + 1 < kSide; ++y)
        for (int x = 0; x + 1 < kSide; ++x) {
            const std::uint8_t* pixel = &scaled.rgb[static_cast<std::size_t>(y * kRow + 3 * x)];
            flat += alike(pixel, pixel + 3) && alike(pixel, pixel + kRow) ? 1 : 0;
        }
    return flat > kDrawnShare * (kSide - 1) * (kSide - 1);
}

} // namespace imprint::app
