#pragma once

#include "app/outputs/pipewire/pipewire_loop.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace imprint::app {

/// The bytes of one of PipeWire's typed values (a "pod"), aligned as it wants them.
using PodBytes = std::vector<std::uint64_t>;

/// What a node is to other programs.
struct PipeWireNodePlan {
    spa_direction direction = SPA_DIRECTION_OUTPUT;
    int flags = 0;             ///< of pw_stream_flags
    std::string server;        ///< socket of the server; empty: the user's own
    std::string configuration; ///< of PipeWire for this client; empty: the usual one
    std::vector<std::pair<std::string, std::string>> properties;
    std::vector<PodBytes> formats; ///< in order of preference
};

/// A stream of our own in the graph of a PipeWire server, on a thread of its own. A server that is missing or goes away is
/// a normal state: it is told in stateText() and tried again every quarter of a second, later every two seconds.
class PipeWireNode {
public:
    /// What the owner does when something happens to its node. Thread: the loop's, its lock held, unless said otherwise.
    class Listener {
    public:
        virtual ~Listener() = default;

        /// A reader chose `format`; answer with PipeWireNode::answerFormat. Null: none any more.
        virtual void formatChosen(const spa_pod* format) = 0;

        /// Pictures or sound flow from now on, or no longer.
        virtual void streamingChanged(bool streaming) = 0;

        /// All readers have run since trigger().
        virtual void cycleDone() {}

        /// A buffer can be dequeued and queued. Thread: the one that triggers; with PW_STREAM_FLAG_RT_PROCESS the real-time one.
        virtual void process(pw_stream* stream) noexcept = 0;
    };

    /// Starts trying to connect; waits for nothing. `listener` must outlive the node.
    PipeWireNode(std::shared_ptr<const PipeWireLibrary> library, PipeWireNodePlan plan,
                 Listener& listener);
    ~PipeWireNode();
    PipeWireNode(const PipeWireNode&) = delete;
    PipeWireNode& operator=(const PipeWireNode&) = delete;

    /// Ends the node; the listener is not called any more. Idempotent. Thread: the owner's.
    void close();

    PipeWireLoop& loop() { return m_loop; }

    /// Tells the reader about buffers and metas. Called from formatChosen.
    void answerFormat(const std::vector<PodBytes>& parameters);

    /// A driver node's next cycle: calls process() at once, in this thread. The loop's lock is held.
    void trigger();

    bool isStreaming() const { return m_streaming.load(std::memory_order_acquire); }

    /// How it stands, for people. Thread: any.
    std::string stateText() const;

    /// Connections that were made so far; 2 after the first loss was mended. Thread: any.
    int connections() const { return m_connections.load(std::memory_order_relaxed); }

private:
    void tryConnect();
    void openStream();
    void dropConnection();
    void retryLater(const std::string& reason);
    void stateChanged(pw_stream_state now, const char* error);
    void tell(std::string text);

    PipeWireLoop m_loop;
    const PipeWireNodePlan m_plan;
    Listener& m_listener;
    PwContextPtr m_context;
    PwCorePtr m_core;
    PwStreamPtr m_stream;
    spa_hook m_coreHook{};
    spa_hook m_streamHook{};
    spa_source* m_retryTimer = nullptr; // the loop's
    bool m_retrying = false;
    bool m_closed = false;
    int m_failures = 0; // since the last good connection
    std::atomic<bool> m_streaming = false;
    std::atomic<int> m_connections = 0;
    mutable std::mutex m_textMutex;
    std::string m_text = "connecting to PipeWire";
};

} // namespace imprint::app
