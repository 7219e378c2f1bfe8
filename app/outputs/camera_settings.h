#pragma once

#include "app/outputs/live_output.h"

#include <string>

namespace imprint::app {

/// What a virtual camera shows itself as. Size and rate are those of the moments that will be pushed.
struct CameraSettings {
    int width = 0;  ///< a multiple of 8: readers expect their rows so
    int height = 0; ///< even
    int framesPerSecond = 25;
    std::string description = "Imprint camera"; ///< what people choose it by
};

/// Throws Error(BadConfig) if no camera can have these.
void checkCameraSettings(const CameraSettings& settings);

/// Why a moment cannot be shown on such a camera, for people; empty if it can.
std::string whyUnfit(const LiveMoment& moment, const CameraSettings& settings);

} // namespace imprint::app
