#pragma once

#include "audio/device/input_device.h"

#include <portaudio.h>

#include <string>
#include <vector>

namespace imprint::audio {

/// A device that was chosen, in PortAudio's own terms.
struct CaptureTarget {
    std::string name;
    PaDeviceIndex device = paNoDevice;
    std::string alsaName = {}; ///< not empty: an ALSA device that is not in the list
    int mostChannels = 1;
    int defaultRate = 48000;
};

// PortAudio is initialised, and its mutex held, for both.

/// All devices that sound comes from.
std::vector<InputDevice> listInputDevices();

/// Finds a device by its name; see CaptureDevices::open.
CaptureTarget findTarget(const std::string& name);

} // namespace imprint::audio
