#pragma once

#include "app/outputs/ffmpeg_handles.h"

namespace imprint::app {

/// Gives an encoder that is not open yet a VAAPI device (the system's first) and pictures on it.
/// pixels  of the pictures in host memory that are copied there
/// Throws Error(Unsupported) if there is no such device.
void useVaapiFrames(AVCodecContext& codec, AVPixelFormat pixels);

/// A copy of `picture` in the memory of the encoder's device.
AvFramePtr uploadedFrame(const AVCodecContext& codec, const AVFrame& picture);

} // namespace imprint::app
