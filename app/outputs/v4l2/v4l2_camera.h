#pragma once

#include "app/outputs/live_output.h"
#include "app/outputs/paced_moments.h"
#include "app/outputs/v4l2/v4l2_device.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace imprint::app {

/// A camera behind v4l2loopback, for programs that know no PipeWire (OBS). What was proven: see V4l2Device.
/// Thread: push from the session's, stats from any, the rest from the owner's.
class V4l2Camera final : public LiveOutput {
public:
    /// path  of the node; empty: found, see findLoopback
    /// Throws as V4l2Device, findLoopback and checkCameraSettings do.
    V4l2Camera(std::unique_ptr<V4l2System> system, const CameraSettings& settings,
               const std::string& path = {});
    ~V4l2Camera() override;

    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;
    void finish() override;
    LiveOutputStats stats() const override;

    /// The picture is shown so much later. See PacedMoments. Thread: any.
    void setExtraDelay(std::chrono::milliseconds delay) { m_moments.setExtraDelay(delay); }

private:
    void show(const LiveMoment& moment, Shown shown);
    void fail(std::string why);

    std::unique_ptr<V4l2System> m_system;
    const CameraSettings m_settings;
    std::unique_ptr<V4l2Device> m_device; // the thread's while it runs
    const std::string m_path;
    std::atomic<std::int64_t> m_sent = 0;
    std::atomic<std::int64_t> m_withoutBuffer = 0;
    mutable std::mutex m_failureMutex;
    std::string m_failure;  // empty: none
    PacedMoments m_moments; // the last: its thread uses all of the above
};

} // namespace imprint::app
