#pragma once

#include "audio/device/capture.h"

#include <string>
#include <vector>

namespace imprint::audio {

/// What a machine has to hear with, for a report to its user.
struct MicrophoneProbe {
    std::vector<InputDevice> devices;
    std::string trouble; ///< what is wrong if there is none, or none can be listed; else empty
    std::string mend;    ///< what to do about it
};

/// Looks for devices. Never throws for what a machine lacks. Thread: any; may take a second.
MicrophoneProbe probeMicrophones(CaptureDevices& devices);

} // namespace imprint::audio
