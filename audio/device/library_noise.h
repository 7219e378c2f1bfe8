#pragma once

namespace imprint::audio {

/// Leads what ALSA and JACK would write to stderr while they look for devices to the log (debug). Not reached: lines that
/// PortAudio itself writes when a device is lost. For the whole process; idempotent. Thread: any, before the libraries are used.
void quietSoundLibraries();

} // namespace imprint::audio
