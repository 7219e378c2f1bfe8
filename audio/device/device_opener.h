#pragma once

#include "audio/device/capture.h"
#include "engine/core/bounded_queue.h"
#include "engine/core/mailbox.h"

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>

namespace imprint::audio {

/// Opens and closes captures on a thread of its own, because both may take seconds, and longer if a sound server hangs.
/// Thread: its owner's.
class DeviceOpener {
public:
    struct Result {
        std::unique_ptr<Capture> capture; ///< none: it failed
        std::string trouble;              ///< why, and what to do
    };

    explicit DeviceOpener(std::shared_ptr<CaptureDevices> devices);

    /// Waits for what is being opened or closed.
    ~DeviceOpener();

    /// Begins to open a device (CaptureDevices::open); one at a time: after take() gave the result of the one before.
    void open(const std::string& name);

    /// Something is being opened, or was opened and not taken.
    bool busy() const { return m_busy; }

    /// The result, once it is there.
    std::optional<Result> take();

    /// Closes a capture without waiting for it.
    void close(std::unique_ptr<Capture> capture);

private:
    struct Open {
        std::string name;
    };
    using Job = std::variant<Open, std::unique_ptr<Capture>>; // or what is to be closed

    void run(std::stop_token stop);
    Result tryOpen(const std::string& name);

    std::shared_ptr<CaptureDevices> m_devices;
    // One to open, and a few to close, for which the queue waits only while a sound server hangs.
    BoundedQueue<Job> m_jobs{8};
    Mailbox<Result> m_result;
    bool m_busy = false;
    std::jthread m_thread;
};

} // namespace imprint::audio
