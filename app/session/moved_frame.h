#pragma once

#include "engine/core/clock.h"
#include "engine/core/video_frame.h"

namespace imprint::app {

/// The same picture, so many frames later.
inline VideoFrame moved(const VideoFrame& frame, std::int64_t frames, int framesPerSecond)
{
    VideoFrame result = frame;
    result.index += frames;
    result.presentationTimeUs = microsecondsOfFrame(result.index, framesPerSecond);
    return result;
}

} // namespace imprint::app
