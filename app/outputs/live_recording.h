#pragma once

#include "app/outputs/live_output.h"
#include "app/outputs/moment_timeline.h"
#include "app/outputs/movie_writer.h"
#include "engine/core/bounded_queue.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace imprint::app {

/// What a recording of a live session adds to the figures of its file.
struct LiveRecordingStats {
    std::string path;
    RecorderStats file;
    double seconds = 0;      ///< length of the timeline so far, pauses not counted
    std::int64_t filled = 0; ///< samples of silence in the place of sound that was lost
    bool paused = false;
};

/// Records a live session from the moment it is made, behind a queue of 4 s. A moment that the full queue loses leaves
/// a longer look at the picture before it and silence, counted: sound and picture never shift. If writing fails the
/// file keeps what was written, and the state says why it ended.
/// Thread: push is the session's; finish and the destructor the owner's; the others any.
class LiveRecording : public LiveOutput {
public:
    /// The settings' sound is replaced by the live one. Throws as MovieWriter does.
    explicit LiveRecording(RecorderSettings settings);

    /// Ends as finish() does.
    ~LiveRecording() override;
    LiveRecording(const LiveRecording&) = delete;
    LiveRecording& operator=(const LiveRecording&) = delete;

    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;

    /// From the next moment on; what comes while it is paused is in neither track.
    void pause() { m_paused = true; }
    void resume() { m_paused = false; }

    void finish() override;

    LiveOutputStats stats() const override;
    LiveRecordingStats recordingStats() const;

private:
    struct Placed {
        std::shared_ptr<const LiveMoment> moment;
        std::int64_t place = 0;
    };

    void run();
    void write(const Placed& placed);
    void end();
    void setState(std::string state, bool failed);

    const RecorderSettings m_settings;
    std::atomic<bool> m_paused = false;
    std::atomic<std::int64_t> m_dropped = 0;
    MomentTimeline m_timeline; // the session's thread's
    BoundedQueue<Placed> m_queue;
    MovieWriter m_writer; // the thread's while it runs
    MomentSound m_sound;  // the thread's
    mutable std::mutex m_mutex;
    LiveOutputStats m_stats;
    LiveRecordingStats m_recordingStats;
    std::jthread m_thread;
};

} // namespace imprint::app
