#pragma once

#include "app/doctor/check.h"
#include "audio/device/microphone_probe.h"

namespace imprint::app {

/// The microphones of this machine.
audio::MicrophoneProbe findMicrophones();

Check judge(const audio::MicrophoneProbe& microphones);

} // namespace imprint::app
