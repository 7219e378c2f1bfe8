#pragma once

#include <cstdint>

namespace imprint::engine {

/// Height and width in pixels.
struct PictureSize {
    std::int64_t height = 0;
    std::int64_t width = 0;

    friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// The size of LiveAvatar's video for a picture of this size: both sides multiples of 64, as large as the area allows, in
/// about the picture's proportions and no larger than the picture filled up to such multiples.
/// area: most pixels of the video. Throws Error(BadInput) for a picture without pixels, or of proportions that no size
/// within the area has.
/// Source: Wan2.2 wan/speech2video.py, get_size_less_than_area; specs/avatars.md B9; parity: liveavatar-size-table.
PictureSize videoSizeFor(const PictureSize& picture, std::int64_t area);

} // namespace imprint::engine
