#pragma once

#include "audio/device/input_device.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace imprint::audio {

/// A device that is open and fills a ring of two seconds. Nothing here waits or throws.
/// Thread: one; it may be destroyed by another, which then waits for the device.
class Capture {
public:
    virtual ~Capture() = default;

    virtual std::string deviceName() const = 0;
    virtual int sampleRate() const = 0; ///< Hz
    virtual int channels() const = 0;

    /// Takes the oldest samples, interleaved, whole frames: as many as there are and fit. Returns their number.
    virtual std::size_t read(std::span<float> samples) noexcept = 0;

    /// Frames that the device has delivered so far, those included that found the ring full.
    virtual std::int64_t framesDelivered() const noexcept = 0;

    /// Frames that were lost because the ring was full.
    virtual std::int64_t framesLost() const noexcept = 0;

    /// How often the sound system said that it lost sound before it came here; not how much.
    virtual std::int64_t gaps() const noexcept = 0;

    /// The device has gone: no more frames will come.
    virtual bool ended() const noexcept = 0;
};

/// Where captures come from. One per process, because sound libraries have one state per process.
/// Thread: any; calls wait for each other.
class CaptureDevices {
public:
    virtual ~CaptureDevices() = default;

    /// What the machine has now; while a capture is open what it had when that was opened.
    virtual std::vector<InputDevice> list() = 0;

    /// Opens a device by its name; empty: the default one. May take seconds.
    /// Throws Error(NotFound) if there is none of that name or none at all, Error(Unsupported) if it refuses.
    virtual std::unique_ptr<Capture> open(const std::string& name) = 0;
};

} // namespace imprint::audio
