#pragma once

#include "app/outputs/camera_settings.h"
#include "app/outputs/live_output.h"
#include "app/outputs/paced_moments.h"
#include "app/outputs/picture_layout.h"
#include "app/outputs/pipewire/pipewire_identity.h"
#include "app/outputs/pipewire/pipewire_node.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace imprint::app {

/// A camera in the graph of PipeWire: a Video/Source node that offers I420, NV12 and YUY2. Any number of programs may read it;
/// they share one layout, the first one's choice. A reader that holds its buffers too long costs all of them pictures (PipeWire has one
/// pool of buffers for all), which are counted as dropped. A missing or lost server is a normal state, see PipeWireNode.
/// Thread: push from the session's, stats from any, the rest from the owner's.
class PipeWireCamera final : public LiveOutput, private PipeWireNode::Listener {
public:
    /// Throws Error(BadConfig) for settings that no camera can have.
    PipeWireCamera(std::shared_ptr<const PipeWireLibrary> library, const CameraSettings& settings,
                   const PipeWireIdentity& identity = {});
    ~PipeWireCamera() override;

    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;
    void finish() override;
    LiveOutputStats stats() const override;

    /// The picture is shown so much later. See PacedMoments. Thread: any.
    void setExtraDelay(std::chrono::milliseconds delay) { m_moments.setExtraDelay(delay); }

    const std::string& nodeName() const { return m_nodeName; }

    /// Pictures that were shown again because no new one came. Thread: any.
    std::int64_t repeats() const { return m_repeats.load(std::memory_order_relaxed); }

private:
    void formatChosen(const spa_pod* format) override;
    void streamingChanged(bool streaming) override;
    void cycleDone() override;
    void process(pw_stream* stream) noexcept override;
    void send(std::unique_lock<PipeWireLoop>& lock);
    void show(const std::shared_ptr<const LiveMoment>& moment, Shown shown);
    void fill(pw_buffer& buffer);

    const CameraSettings m_settings;
    const std::string m_nodeName;
    std::optional<PictureLayout> m_layout;      // under the loop's lock
    std::shared_ptr<const LiveMoment> m_toSend; // under the loop's lock; null once it is sent
    bool m_cycleOpen = false;                   // under the loop's lock; readers are at work
    std::uint64_t m_sequence = 0;               // under the loop's lock
    std::atomic<std::int64_t> m_sent = 0;       // moments, each once
    std::atomic<std::int64_t> m_repeats = 0;
    std::atomic<std::int64_t> m_tooSlow = 0; // moments that no reader took in time
    std::condition_variable_any m_cycleDone;
    mutable std::mutex m_failureMutex;
    std::string m_failure; // empty: none
    PipeWireNode m_node;
    PacedMoments m_moments; // the last: its thread uses all of the above
};

} // namespace imprint::app
