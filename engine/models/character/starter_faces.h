#pragma once

#include "engine/core/video_frame.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace imprint::engine {

/// A ready-made person for those who have no picture: resources/faces holds one image for each.
struct StarterFace {
    std::string_view name; ///< first name; in lower case the file name
    std::string_view prompt;
    std::uint64_t seed;
};

std::span<const StarterFace> starterFaces();

/// The person's picture; the same that resources/faces holds at 384 pixels.
Picture renderStarterFace(const StarterFace& face, int size);

} // namespace imprint::engine
