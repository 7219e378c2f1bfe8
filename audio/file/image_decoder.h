#pragma once

#include "audio/file/ffmpeg_handles.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::audio {

/// A decoded picture as FFmpeg made it, and how it must be turned.
struct DecodedImage {
    AvFramePtr frame;
    int orientation = 1; ///< EXIF: 1 upright, 2..8 mirrored or turned
};

/// Decodes the bytes of one picture file; `name` is for messages only.
/// Throws Error(BadInput) if they are of no known kind, truncated, damaged or too large.
DecodedImage decodeImage(const std::vector<std::uint8_t>& bytes, const std::string& name);

} // namespace imprint::audio
