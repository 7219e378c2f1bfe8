#pragma once

#include "app/outputs/live_output.h"
#include "app/outputs/retry_delay.h"
#include "app/outputs/send_rate.h"
#include "app/outputs/stream_address.h"
#include "app/outputs/stream_deadline.h"
#include "app/outputs/stream_settings.h"
#include "engine/core/bounded_queue.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace imprint::app {

class StreamConnection;

/// What a stream adds to the figures of a live output.
struct StreamStats {
    std::string address; ///< without the key
    std::string
        encoder; ///< FFmpeg's name of what encodes the pictures; empty before the first connection
    bool connected = false;
    int connections = 0;          ///< made so far
    double kilobitsPerSecond = 0; ///< sent, over the last four seconds
    std::int64_t droppedPictures =
        0; ///< the queue was full: sound went on, pictures until it had room again did not
    std::int64_t lostMoments = 0;    ///< not even their sound found room
    std::int64_t offlineMoments = 0; ///< while there was no connection
};

/// Sends a live session to a streaming server: RTMP(S) as FLV, SRT as MPEG-TS. Connecting, encoding and sending happen
/// on a thread of its own behind a queue of 32 pictures. A full queue drops pictures until it is almost empty again
/// and then begins with a key frame. A lost connection is made anew, after waits that double; each begins at time 0.
/// Thread: push is the session's; finish and the destructor the owner's; the others any.
class StreamOutput : public LiveOutput {
public:
    /// Connects in the background. Throws Error(BadInput or BadConfig) for an address or a setting that cannot work.
    explicit StreamOutput(const StreamSettings& settings);

    /// Ends as finish() does.
    ~StreamOutput() override;
    StreamOutput(const StreamOutput&) = delete;
    StreamOutput& operator=(const StreamOutput&) = delete;

    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;

    /// Sends what is queued, but for no longer than a second and a half (and SRT's latency).
    void finish() override;

    LiveOutputStats stats() const override;
    StreamStats streamStats() const;

private:
    using Item = std::shared_ptr<const LiveMoment>; // without a frame where its picture was dropped

    void run(std::stop_token stop);
    void sendUntilEnd(RetryDelay& delay);
    void send(StreamConnection& connection);
    void waitToRetry(RetryDelay& delay, const std::string& reason, std::stop_token stop);
    void clearQueue();
    void setState(std::string state);
    void fail(const std::string& reason);

    const StreamSettings m_settings;
    const StreamAddress m_address;
    StreamDeadline m_deadline;
    BoundedQueue<Item> m_queue;
    std::atomic<bool> m_live = false; // connected: what is pushed will be sent
    std::atomic<bool> m_ending = false;
    std::atomic<std::int64_t> m_droppedPictures = 0;
    std::atomic<std::int64_t> m_lostMoments = 0;
    std::atomic<std::int64_t> m_offlineMoments = 0;
    bool m_dropping = false; // the session's thread's
    mutable std::mutex m_mutex;
    std::condition_variable_any m_retry;
    LiveOutputStats m_stats;
    StreamStats m_streamStats;
    SendRate m_rate;
    std::int64_t m_bytesBefore = 0; // of earlier connections
    std::jthread m_thread;
};

} // namespace imprint::app
