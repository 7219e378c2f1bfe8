#include "app/doctor/sound_check.h"

#include "app/doctor/plain_words.h"
#include "audio/device/portaudio_devices.h"

#include <algorithm>

namespace imprint::app {
namespace {

constexpr char kSoundServerDevice[] = "pulse"; // ALSA's way to PulseAudio, or PipeWire in its place

std::string describe(const audio::InputDevice& device)
{
    return concat("--mic ", shellWord(device.name), "    ", device.hostApi, ", ", device.channels,
                  device.channels == 1 ? " channel, " : " channels, ", device.defaultRate, " Hz",
                  device.isDefault ? " (taken without --mic)" : "");
}

} // namespace

audio::MicrophoneProbe findMicrophones()
{
    audio::PortAudioDevices devices;
    return audio::probeMicrophones(devices);
}

Check judge(const audio::MicrophoneProbe& microphones)
{
    const auto& devices = microphones.devices;
    if (devices.empty())
        return {
            .verdict = Verdict::Missing,
            .found = {microphones.trouble},
            .mend = {microphones.mend,
                     "a sound server: systemctl --user start pipewire pipewire-pulse wireplumber",
                     "without one: imprint-cli live --audio FILE    plays a sound file live"}};
    Check check{.found = {countInWords(devices.size(), "device")}};
    for (const audio::InputDevice& device : devices)
        check.found.push_back(describe(device));
    if (std::any_of(devices.begin(), devices.end(), [](const audio::InputDevice& device) {
            return device.name == kSoundServerDevice;
        }))
        check.found.push_back(
            concat("--mic ", audio::kPulsePrefix, "NAME    one of: pactl list short sources"));
    return check;
}

} // namespace imprint::app
