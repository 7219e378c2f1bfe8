#pragma once

#include "engine/core/video_frame.h"

#include <array>
#include <cstdlib>

namespace imprint::test {

using Color = std::array<int, 3>;

inline constexpr Color kRed{230, 20, 20};
inline constexpr Color kGreen{20, 200, 30};
inline constexpr Color kBlue{20, 30, 220};
inline constexpr Color kWhite{240, 240, 240};

/// Colours of the four quarters: top left, top right, bottom left, bottom right.
using Quarters = std::array<Color, 4>;
inline constexpr Quarters kQuarters{kRed, kGreen, kBlue, kWhite};

inline Picture makeQuarters(int width, int height)
{
    Picture picture{.width = width, .height = height};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const int value : kQuarters[static_cast<std::size_t>((y < height / 2 ? 0 : 2) +
                                                                      (x < width / 2 ? 0 : 1))])
                picture.rgb.push_back(static_cast<std::uint8_t>(value));
    return picture;
}

inline Color colorAt(const Picture& picture, int x, int y)
{
    const auto at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                         static_cast<std::size_t>(x));
    return {picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]};
}

inline Quarters quartersOf(const Picture& picture)
{
    const int left = picture.width / 4;
    const int right = 3 * picture.width / 4;
    const int top = picture.height / 4;
    const int bottom = 3 * picture.height / 4;
    return {colorAt(picture, left, top), colorAt(picture, right, top),
            colorAt(picture, left, bottom), colorAt(picture, right, bottom)};
}

/// Largest difference of any channel of any quarter.
inline int difference(const Quarters& a, const Quarters& b)
{
    int worst = 0;
    for (std::size_t quarter = 0; quarter < a.size(); ++quarter)
        for (std::size_t channel = 0; channel < 3; ++channel)
            worst = std::max(worst, std::abs(a[quarter][channel] - b[quarter][channel]));
    return worst;
}

} // namespace imprint::test
