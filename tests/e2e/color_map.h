#pragma once

#include "engine/core/video_frame.h"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace imprint::test {

/// Colours of 16 x 16 fields, averaged over frames: whom a video shows, whatever their mouth does. 768 values.
using ColorMap = std::vector<double>;

inline ColorMap colorMap(std::span<const Picture> frames)
{
    constexpr int kFields = 16;
    ColorMap map(3 * kFields * kFields, 0.0);
    for (const Picture& frame : frames)
        for (int y = 0; y < frame.height; ++y)
            for (int x = 0; x < frame.width; ++x) {
                const int field = y * kFields / frame.height * kFields + x * kFields / frame.width;
                for (int color = 0; color < 3; ++color)
                    map[static_cast<std::size_t>(3 * field + color)] +=
                        frame.rgb[static_cast<std::size_t>(3 * (y * frame.width + x) + color)];
            }
    for (double& value : map)
        value *= kFields * kFields /
                 static_cast<double>(frames.front().width * frames.front().height) /
                 static_cast<double>(frames.size());
    return map;
}

/// Mean absolute difference, 0 .. 255: the drift metric of specs/pocket.md 7.5.
inline double colorDifference(const ColorMap& a, const ColorMap& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += std::abs(a[i] - b[i]);
    return sum / static_cast<double>(a.size());
}

} // namespace imprint::test
