#pragma once

#include "engine/core/video_frame.h"

namespace imprint::app {

/// Does the picture look drawn: mostly areas of plain or softly shaded colour? Photographs have grain and texture nearly
/// everywhere. For a word to the user, not for a decision: a blurred photograph of little but wall may pass for a drawing.
/// Thread: any.
bool looksDrawn(const Picture& picture);

} // namespace imprint::app
