#pragma once

#include "audio/face/framing.h"
#include "engine/core/video_frame.h"

#include <string>
#include <string_view>

namespace imprint::audio {

/// Larger pictures are refused before they are decoded.
inline constexpr int kMaxPictureSide = 16384;
inline constexpr long long kMaxPicturePixels = 100'000'000;

/// Reads a PNG, JPEG, WebP, BMP, TIFF or GIF (its first frame) as 8-bit RGB: upright as its EXIF orientation says,
/// transparency laid onto a light grey, CMYK converted.
/// Throws Error naming the file if it is missing, a directory, empty, no picture, truncated, damaged or too large.
Picture readPicture(const std::string& path);

/// The bytes of such a file, not decoded. Throws Error(NotFound | BadInput | Io).
std::string readPictureFile(const std::string& path);

/// What readPicture makes of them. name: stands in messages
Picture decodePicture(std::string_view bytes, const std::string& name);

/// The bytes of a PNG.
std::string encodedPng(const Picture& picture);

/// Writes a PNG; a file of that name is replaced in one step, or not at all.
/// Throws Error(Io) naming the file.
void writePng(const Picture& picture, const std::string& path);

/// An area of the picture, inside it, scaled to width x height.
Picture cutAndScale(const Picture& picture, const PictureArea& area, int width, int height);

/// The largest square of the picture, scaled to size x size: centred, in portraits slightly above the centre, where
/// faces are.
Picture cropSquareAndScale(const Picture& picture, int size);

} // namespace imprint::audio
