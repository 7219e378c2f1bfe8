#pragma once

#include "app/outputs/movie_writer.h"
#include "app/outputs/recorder_settings.h"
#include "engine/core/bounded_queue.h"
#include "engine/core/video_frame.h"

#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

namespace imprint::app {

/// Records on a thread of its own, behind a queue of 32 frames and their sound. A full queue makes the pusher wait:
/// a recording never drops. An error of that thread is thrown by the next push or by finish().
/// Thread: pushes from any; finish and the destructor from the owner's.
class Recorder {
public:
    /// Opens the file. Throws as MovieWriter does.
    explicit Recorder(const RecorderSettings& settings);

    /// Without finish(): writes what was pushed and leaves the fragmented file, which plays.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// frame  I420 of the settings' size, see FrameFinisher; its index must grow
    void pushVideo(std::shared_ptr<const VideoFrame> frame);

    /// samples  interleaved, [-1, 1], following the previous ones; sample 0 belongs to the first frame
    void pushAudio(std::vector<float> samples);

    /// Waits until all is written and ends the file. Called once.
    void finish();

    RecorderStats stats() const;

private:
    using Item = std::variant<std::shared_ptr<const VideoFrame>, std::vector<float>>;

    void push(Item item);
    void run();
    void write(const Item& item);
    void throwFailure() const;

    BoundedQueue<Item> m_queue;
    MovieWriter m_writer; // the thread's while it runs
    mutable std::mutex m_mutex;
    RecorderStats m_stats;
    std::exception_ptr m_failure;
    std::jthread m_thread;
};

} // namespace imprint::app
