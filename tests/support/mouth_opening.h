#pragma once

#include "engine/core/video_frame.h"

#include <span>
#include <vector>

namespace imprint::test {

/// How far a puppet's mouth is open in each frame, in units of its own widest: 0 like the first frame, whose mouth must
/// be shut, 1 at most. Made for pictures of Pocket's geometry, whose mouths lie in a known box.
std::vector<float> mouthOpenings(std::span<const Picture> frames);

} // namespace imprint::test
