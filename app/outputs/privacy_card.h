#pragma once

#include "engine/core/video_frame.h"

#include <string>

namespace imprint::app {

/// The card that outputs show while their user wants to be neither seen nor heard: dark, with a few words in the middle.
/// words  in UTF-8; made smaller where they are too wide
/// Returns an Rgb24 frame with index 0.
VideoFrame drawPrivacyCard(int width, int height, const std::string& words);

} // namespace imprint::app
