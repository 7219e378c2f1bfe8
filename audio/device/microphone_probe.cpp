#include "audio/device/microphone_probe.h"

#include "engine/core/error.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace imprint::audio {
namespace {

namespace fs = std::filesystem;

bool isThere(const fs::path& path)
{
    std::error_code ignored; // what cannot be looked at is not there for us
    return fs::exists(path, ignored);
}

/// Whether a PulseAudio server, or PipeWire in its place, could be reached.
bool hasSoundServer()
{
    if (std::getenv("PULSE_SERVER") != nullptr)
        return true;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime != nullptr && isThere(fs::path(runtime) / "pulse" / "native");
}

bool hasSoundCard()
{
    std::ifstream cards("/proc/asound/cards");
    std::string line;
    return std::getline(cards, line) && line.find("no soundcards") == std::string::npos;
}

bool mayUseSoundCards()
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/dev/snd", ignored))
        if (entry.path().filename().string().starts_with("pcm"))
            return ::access(entry.path().c_str(), R_OK | W_OK) == 0;
    return true;
}

void explainNone(MicrophoneProbe& probe)
{
    if (!hasSoundServer() && !hasSoundCard()) {
        probe.trouble = "no microphone: this machine has no sound card, and no sound server runs";
        probe.mend = "Connect a microphone or headset, or start PipeWire or PulseAudio";
    } else if (!hasSoundServer() && !mayUseSoundCards()) {
        probe.trouble = "no microphone: this user may not use the sound card";
        probe.mend = "Add the user to the group 'audio', or start PipeWire or PulseAudio";
    } else if (!hasSoundServer()) {
        probe.trouble = "no microphone: the sound card has no input that answers";
        probe.mend = "Connect a microphone, or start PipeWire or PulseAudio";
    } else {
        probe.trouble = "no microphone: the sound server does not answer, or ALSA does not know it";
        probe.mend = "Restart the sound server; check that libasound2-plugins is installed";
    }
}

} // namespace

MicrophoneProbe probeMicrophones(CaptureDevices& devices)
{
    MicrophoneProbe probe;
    try {
        probe.devices = devices.list();
    } catch (const Error& error) {
        probe.trouble = error.what();
        probe.mend = error.hint();
        return probe;
    }
    if (probe.devices.empty())
        explainNone(probe);
    return probe;
}

} // namespace imprint::audio
