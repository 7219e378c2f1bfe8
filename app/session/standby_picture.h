#pragma once

#include "engine/core/video_frame.h"

#include <memory>

namespace imprint::app {

/// What is shown while no engine makes pictures: the last one, dimmed and nearly without colour, so that it can be taken for
/// neither a living nor a broken one. last: I420; its index and times stay.
std::shared_ptr<const VideoFrame> makeStandbyPicture(const VideoFrame& last);

} // namespace imprint::app
