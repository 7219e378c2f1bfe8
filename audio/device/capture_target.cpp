#include "audio/device/capture_target.h"

#include "engine/core/error.h"

#include <array>
#include <optional>

namespace imprint::audio {
namespace {

constexpr std::array<int, 5> kUsualRates{16000, 32000, 44100, 48000, 96000};
constexpr int kPulseChannels = 2; // the server mixes whatever the source has

/// Names end in " (hw:1,0)", whose numbers change when a device is plugged in again.
std::string withoutCardNumber(const std::string& name)
{
    return name.substr(0, name.rfind(" (hw:"));
}

InputDevice describeDevice(PaDeviceIndex index)
{
    const PaDeviceInfo* info = Pa_GetDeviceInfo(index);
    InputDevice device{.name = info->name,
                       .hostApi = Pa_GetHostApiInfo(info->hostApi)->name,
                       .isDefault = index == Pa_GetDefaultInputDevice(),
                       .channels = info->maxInputChannels,
                       .defaultRate = static_cast<int>(info->defaultSampleRate),
                       .sampleRates = {}};
    const PaStreamParameters wanted{index, 1, paFloat32, info->defaultLowInputLatency, nullptr};
    for (const int rate : kUsualRates)
        if (Pa_IsFormatSupported(&wanted, nullptr, rate) == paFormatIsSupported)
            device.sampleRates.push_back(rate);
    return device;
}

std::vector<PaDeviceIndex> inputIndices()
{
    std::vector<PaDeviceIndex> indices;
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i)
        if (Pa_GetDeviceInfo(i)->maxInputChannels > 0)
            indices.push_back(i);
    return indices;
}

CaptureTarget listedTarget(PaDeviceIndex index)
{
    const PaDeviceInfo* info = Pa_GetDeviceInfo(index);
    return {.name = info->name,
            .device = index,
            .mostChannels = info->maxInputChannels,
            .defaultRate = static_cast<int>(info->defaultSampleRate)};
}

/// The plug-in "pulse" of ALSA takes the source's name as its argument. So PULSE_SOURCE need not be set, which would
/// change the environment under other threads.
CaptureTarget pulseTarget(const std::string& name)
{
    const std::string source = name.substr(sizeof kPulsePrefix - 1);
    if (source.empty() || source.find_first_of("\"\\") != std::string::npos)
        throw Error(ErrorCode::NotFound, concat("'", name, "' does not name a source"),
                    "`pactl list short sources` lists them");
    return {.name = name,
            .alsaName = "pulse:DEVICE=\"" + source + "\"",
            .mostChannels = kPulseChannels};
}

} // namespace

std::vector<InputDevice> listInputDevices()
{
    std::vector<InputDevice> devices;
    for (const PaDeviceIndex index : inputIndices())
        devices.push_back(describeDevice(index));
    return devices;
}

CaptureTarget findTarget(const std::string& name)
{
    if (name.starts_with(kPulsePrefix))
        return pulseTarget(name);
    const auto indices = inputIndices();
    if (name.empty()) {
        const PaDeviceIndex device = Pa_GetDefaultInputDevice();
        if (device != paNoDevice)
            return listedTarget(device);
        if (!indices.empty())
            return listedTarget(indices.front());
        throw Error(ErrorCode::NotFound, "no microphone was found",
                    "Connect one or start the sound server; it is used as soon as it is there");
    }
    for (const PaDeviceIndex index : indices)
        if (Pa_GetDeviceInfo(index)->name == name)
            return listedTarget(index);
    for (const PaDeviceIndex index : indices)
        if (withoutCardNumber(Pa_GetDeviceInfo(index)->name) == withoutCardNumber(name))
            return listedTarget(index);
    throw Error(ErrorCode::NotFound, concat("there is no microphone '", name, "'"),
                "Connect it or choose another; it is used as soon as it is there");
}

} // namespace imprint::audio
