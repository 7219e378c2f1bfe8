#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace imprint {

enum class PixelFormat {
    Rgb24, ///< interleaved, 3 bytes per pixel, full range
    I420,  ///< planes Y, U, V; chroma halved in both directions; BT.709, limited range
};

/// Bytes of one picture, without padding between rows or planes.
constexpr std::size_t pictureBytes(PixelFormat format, int width, int height)
{
    const auto w = static_cast<std::size_t>(width);
    const auto h = static_cast<std::size_t>(height);
    return format == PixelFormat::Rgb24 ? 3 * w * h : w * h + 2 * (((w + 1) / 2) * ((h + 1) / 2));
}

/// A still in host memory: the reference image, a starter face, a snapshot.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb; ///< Rgb24, rows from the top
};

/// One frame of the produced video. Immutable once made; outputs share it as shared_ptr<const VideoFrame>.
struct VideoFrame {
    PixelFormat format = PixelFormat::Rgb24;
    int width = 0;
    int height = 0;
    std::int64_t index = 0;              ///< frame number since the session began
    std::int64_t presentationTimeUs = 0; ///< derived from the index, never from "now"
    std::int64_t block = 0;              ///< generator block that made it; 0 is the reference still
    std::vector<std::uint8_t> data;      ///< pictureBytes(format, width, height)
};

} // namespace imprint
