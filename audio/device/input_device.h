#pragma once

#include <string>
#include <vector>

namespace imprint::audio {

/// A microphone, or another thing that sound comes from, as the machine lists it.
struct InputDevice {
    std::string name;    ///< by which it is chosen
    std::string hostApi; ///< "ALSA", "JACK Audio Connection Kit" ...
    bool isDefault = false;
    int channels = 0;             ///< most that it offers
    int defaultRate = 0;          ///< Hz
    std::vector<int> sampleRates; ///< Hz: those of the usual ones that it accepts
};

/// A name of this prefix, followed by a source's name, chooses one source of a PulseAudio server (or of PipeWire in its place),
/// which are not listed one by one: "pulse:alsa_input.usb-1". `pactl list short sources` lists them.
inline constexpr char kPulsePrefix[] = "pulse:";

} // namespace imprint::audio
