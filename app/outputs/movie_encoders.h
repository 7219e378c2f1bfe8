#pragma once

#include "app/outputs/ffmpeg_handles.h"
#include "app/outputs/recorder_settings.h"

namespace imprint::app {

enum class HeaderPlace { InStream, InContainer };

/// H.264 (libx264), I420 in BT.709 limited range, time base one frame. Throws Error(BadConfig or Unsupported).
AvCodecPtr openVideoEncoder(const RecorderSettings& settings, HeaderPlace headers);

/// AAC, planar float, time base one sample. Throws Error(BadConfig or Unsupported).
AvCodecPtr openAudioEncoder(const RecorderSettings& settings, HeaderPlace headers);

} // namespace imprint::app
