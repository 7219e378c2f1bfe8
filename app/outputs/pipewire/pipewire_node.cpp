#include "app/outputs/pipewire/pipewire_node.h"

#include "engine/core/error.h"

#include <spa/utils/result.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace imprint::app {
namespace {

constexpr std::int64_t kFirstRetryMs = 250;
constexpr std::int64_t kLongestRetryMs = 2000;
constexpr int kDoublings = 3; // from the first to the longest

std::vector<const spa_pod*> podsOf(const std::vector<PodBytes>& all)
{
    std::vector<const spa_pod*> pods;
    for (const PodBytes& bytes : all)
        pods.push_back(reinterpret_cast<const spa_pod*>(bytes.data()));
    return pods;
}

} // namespace

PipeWireNode::PipeWireNode(std::shared_ptr<const PipeWireLibrary> library, PipeWireNodePlan plan,
                           Listener& listener)
    : m_loop(std::move(library), "imprint-pipewire")
    , m_plan(std::move(plan))
    , m_listener(listener)
{
    m_retryTimer = pw_loop_add_timer(
        m_loop.loop(),
        [](void* self, std::uint64_t) { static_cast<PipeWireNode*>(self)->tryConnect(); }, this);
    IMPRINT_ASSERT(m_retryTimer != nullptr, "a loop of PipeWire has no timer");
    timespec now{0, 1}; // 0 would disarm it
    pw_loop_update_timer(m_loop.loop(), m_retryTimer, &now, nullptr, false);
    m_loop.start();
}

PipeWireNode::~PipeWireNode()
{
    close();
}

void PipeWireNode::close()
{
    if (m_closed)
        return;
    m_closed = true;
    m_loop.stop();
    dropConnection();
    pw_loop_destroy_source(m_loop.loop(), m_retryTimer);
    tell("ended");
}

void PipeWireNode::tryConnect()
{
    m_retrying = false;
    dropConnection();
    const PipeWireLibrary& library = m_loop.library();
    m_context =
        PwContextPtr(library.contextNew(
                         m_loop.loop(),
                         makeProperties(library, {{PW_KEY_CONFIG_NAME, m_plan.configuration}}), 0),
                     PipeWireDeleter{&library});
    if (!m_context)
        return retryLater(concat("PipeWire's client does not start (", std::strerror(errno), ")"));
    m_core = PwCorePtr(
        library.contextConnect(m_context.get(),
                               makeProperties(library, {{PW_KEY_REMOTE_NAME, m_plan.server}}), 0),
        PipeWireDeleter{&library});
    if (!m_core)
        return retryLater(concat("no PipeWire server answers (", std::strerror(errno), ")"));
    static constexpr pw_core_events kCoreEvents{
        .version = PW_VERSION_CORE_EVENTS,
        .error =
            [](void* self, std::uint32_t id, int, int result, const char*) {
                // Other ids are single objects; their trouble reaches us as the stream's state.
                if (id == PW_ID_CORE)
                    static_cast<PipeWireNode*>(self)->retryLater(
                        concat("the PipeWire server went away (", spa_strerror(result), ")"));
            },
    };
    m_coreHook = {};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast" // inside PipeWire's macro
    pw_core_add_listener(m_core.get(), &m_coreHook, &kCoreEvents, this);
#pragma GCC diagnostic pop
    openStream();
}

void PipeWireNode::openStream()
{
    static constexpr pw_stream_events kStreamEvents{
        .version = PW_VERSION_STREAM_EVENTS,
        .state_changed =
            [](void* self, pw_stream_state, pw_stream_state now, const char* error) {
                static_cast<PipeWireNode*>(self)->stateChanged(now, error);
            },
        .param_changed =
            [](void* self, std::uint32_t id, const spa_pod* value) {
                if (id == SPA_PARAM_Format)
                    static_cast<PipeWireNode*>(self)->m_listener.formatChosen(value);
            },
        .process =
            [](void* self) {
                auto* const node = static_cast<PipeWireNode*>(self);
                node->m_listener.process(node->m_stream.get());
            },
        .trigger_done =
            [](void* self) { static_cast<PipeWireNode*>(self)->m_listener.cycleDone(); },
    };
    const PipeWireLibrary& library = m_loop.library();
    pw_properties* const properties = makeProperties(library, {});
    for (const auto& [key, value] : m_plan.properties)
        library.propertiesSet(properties, key.c_str(), value.c_str());
    m_stream = PwStreamPtr(library.streamNew(m_core.get(), "imprint", properties),
                           PipeWireDeleter{&library});
    if (!m_stream)
        return retryLater(concat("PipeWire makes no stream (", std::strerror(errno), ")"));
    m_streamHook = {};
    library.streamAddListener(m_stream.get(), &m_streamHook, &kStreamEvents, this);
    auto formats = podsOf(m_plan.formats);
    const int result = library.streamConnect(
        m_stream.get(), m_plan.direction, PW_ID_ANY, static_cast<pw_stream_flags>(m_plan.flags),
        formats.data(), static_cast<std::uint32_t>(formats.size()));
    if (result < 0)
        return retryLater(concat("PipeWire refuses the stream (", spa_strerror(result), ")"));
    m_connections.fetch_add(1, std::memory_order_relaxed);
}

void PipeWireNode::dropConnection()
{
    if (m_streaming.exchange(false))
        m_listener.streamingChanged(false);
    if (m_stream) {
        // First destroyed, then forgotten: until then the real-time thread may be inside process().
        m_loop.library().streamDestroy(m_stream.get());
        m_stream.release();
    }
    m_core.reset();
    m_context.reset();
}

/// The connection is freed later, by the timer: this is called from its own callbacks.
void PipeWireNode::retryLater(const std::string& reason)
{
    if (m_retrying)
        return; // told already: a lost server is seen by the connection and by the stream
    m_retrying = true;
    const std::int64_t waitMs =
        std::min(kFirstRetryMs << std::min(m_failures, kDoublings), kLongestRetryMs);
    ++m_failures;
    timespec wait{waitMs / 1000, waitMs % 1000 * 1'000'000};
    pw_loop_update_timer(m_loop.loop(), m_retryTimer, &wait, nullptr, false);
    tell(concat(reason, "; reconnecting (", m_failures,
                "). If it does not return, start PipeWire and WirePlumber"));
}

void PipeWireNode::stateChanged(pw_stream_state now, const char* error)
{
    const bool streaming = now == PW_STREAM_STATE_STREAMING;
    if (m_streaming.exchange(streaming, std::memory_order_acq_rel) != streaming)
        m_listener.streamingChanged(streaming);
    switch (now) {
    case PW_STREAM_STATE_CONNECTING: break;
    case PW_STREAM_STATE_PAUSED:
        m_failures = 0;
        tell("waiting for a reader");
        break;
    case PW_STREAM_STATE_STREAMING:
        m_failures = 0;
        tell("sending");
        break;
    case PW_STREAM_STATE_UNCONNECTED:
    case PW_STREAM_STATE_ERROR:
        // A server that dies shows as "unconnected", not as an error.
        if (error != nullptr)
            retryLater(concat("the PipeWire server went away (", error, ")"));
        break;
    }
}

void PipeWireNode::answerFormat(const std::vector<PodBytes>& parameters)
{
    auto pods = podsOf(parameters);
    m_loop.library().streamUpdateParams(m_stream.get(), pods.data(),
                                        static_cast<std::uint32_t>(pods.size()));
}

void PipeWireNode::trigger()
{
    if (m_stream)
        m_loop.library().streamTriggerProcess(m_stream.get());
}

std::string PipeWireNode::stateText() const
{
    const std::scoped_lock lock(m_textMutex);
    return m_text;
}

void PipeWireNode::tell(std::string text)
{
    const std::scoped_lock lock(m_textMutex);
    m_text = std::move(text);
}

} // namespace imprint::app
