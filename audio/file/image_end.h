#pragma once

#include <cstdint>
#include <vector>

namespace imprint::audio {

/// Whether the picture's data reach its end marker. FFmpeg decodes cut JPEG and GIF files without an error and fills
/// the missing rest with grey. Both take any bytes.
bool jpegIsComplete(const std::vector<std::uint8_t>& bytes);
bool gifIsComplete(const std::vector<std::uint8_t>& bytes);

} // namespace imprint::audio
