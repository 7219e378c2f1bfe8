#pragma once

#include "engine/core/video_frame.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace imprint::app {

/// How a virtual camera lays out its pixels, all 4:2:x, 8 bit, without padding.
enum class PictureLayout {
    I420, ///< planes Y, U, V; chroma halved in both directions
    Nv12, ///< as I420, U and V interleaved in one plane
    Yuy2, ///< Y0 U Y1 V; chroma halved horizontally
};

std::size_t bytesOf(PictureLayout layout, int width, int height);

/// Bytes from one row (of the first plane) to the next.
int bytesPerRow(PictureLayout layout, int width);

/// Writes an I420 frame of even width and height in another layout. `out` has bytesOf(layout, ...) bytes. Allocates nothing.
void writePicture(const VideoFrame& frame, PictureLayout layout, std::span<std::uint8_t> out);

} // namespace imprint::app
