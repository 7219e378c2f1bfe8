#include "app/outputs/pipewire/pipewire_camera.h"

#include "app/outputs/pipewire/pipewire_formats.h"
#include "engine/core/error.h"

#include <spa/buffer/meta.h>

#include <unistd.h>

#include <utility>

namespace imprint::app {
namespace {

constexpr int kPatienceFrames = 3; // the queue holds one more

CameraSettings checked(const CameraSettings& settings)
{
    checkCameraSettings(settings);
    return settings;
}

PipeWireNodePlan planFor(const CameraSettings& settings, const std::string& nodeName,
                         const std::string& server)
{
    PipeWireNodePlan plan;
    plan.flags = PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS;
    plan.server = server;
    plan.properties = {{PW_KEY_MEDIA_CLASS, "Video/Source"},
                       {PW_KEY_MEDIA_ROLE, "Camera"},
                       {PW_KEY_NODE_NAME, nodeName},
                       {PW_KEY_NODE_DESCRIPTION, settings.description},
                       {PW_KEY_NODE_VIRTUAL, "true"}};
    for (const auto layout : {PictureLayout::I420, PictureLayout::Nv12, PictureLayout::Yuy2})
        plan.formats.push_back(
            videoFormat(layout, settings.width, settings.height, settings.framesPerSecond));
    return plan;
}

std::int64_t nowNs()
{
    // The time of PipeWire's graph; steady_clock is the same clock of the system.
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

PipeWireCamera::PipeWireCamera(std::shared_ptr<const PipeWireLibrary> library,
                               const CameraSettings& settings, const PipeWireIdentity& identity)
    : m_settings(checked(settings))
    , m_nodeName(identity.nodeName.empty() ? concat("imprint-camera-", ::getpid())
                                           : identity.nodeName)
    , m_node(std::move(library), planFor(m_settings, m_nodeName, identity.server), *this)
    , m_moments(m_settings.framesPerSecond,
                [this](const auto& moment, Shown shown) { show(moment, shown); })
{
}

PipeWireCamera::~PipeWireCamera()
{
    finish();
}

void PipeWireCamera::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    m_moments.push(std::move(moment));
}

void PipeWireCamera::finish()
{
    m_moments.finish();
    m_node.close();
}

void PipeWireCamera::formatChosen(const spa_pod* format)
{
    m_layout = chosenLayout(format);
    if (m_layout)
        m_node.answerFormat(
            {pictureBuffers(*m_layout, m_settings.width, m_settings.height), headerMeta()});
}

void PipeWireCamera::streamingChanged(bool)
{
    m_cycleOpen = false;
    m_cycleDone.notify_all();
}

void PipeWireCamera::cycleDone()
{
    m_cycleOpen = false;
    m_cycleDone.notify_all();
}

/// Hands m_toSend to the graph. A picture that comes while readers are still at work on the one before would take its place
/// unseen, so it waits for them; and where they hold all buffers it runs a cycle without one, which brings one back. Gives up
/// when they take too long: they are stopped, or were killed at work.
void PipeWireCamera::send(std::unique_lock<PipeWireLoop>& lock)
{
    const auto end = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(kPatienceFrames * 1000 / m_settings.framesPerSecond);
    bool patient = true;
    while (m_toSend && patient && m_node.isStreaming()) {
        patient = m_cycleDone.wait_until(lock, end, [this] { return !m_cycleOpen; });
        m_cycleOpen = true;
        m_node.trigger();
    }
}

void PipeWireCamera::show(const std::shared_ptr<const LiveMoment>& moment, Shown shown)
{
    if (std::string unfit = whyUnfit(*moment, m_settings); !unfit.empty()) {
        const std::scoped_lock lock(m_failureMutex);
        m_failure = std::move(unfit);
        return;
    }
    std::unique_lock lock(m_node.loop());
    if (!m_node.isStreaming())
        return; // nobody looks: nothing is sent, and nothing is lost
    if (m_cycleOpen && shown == Shown::Again)
        return; // who is still at work needs no repetition
    m_toSend = moment;
    send(lock);
    if (m_toSend && shown == Shown::First && m_node.isStreaming())
        m_tooSlow.fetch_add(1, std::memory_order_relaxed);
    else if (!m_toSend)
        (shown == Shown::First ? m_sent : m_repeats).fetch_add(1, std::memory_order_relaxed);
    m_toSend.reset();
}

/// Called by trigger() if there is a buffer; also by the server where another node drives the graph.
void PipeWireCamera::process(pw_stream* stream) noexcept
{
    if (!m_toSend || !m_layout)
        return;
    const PipeWireLibrary& library = m_node.loop().library();
    pw_buffer* const buffer = library.streamDequeueBuffer(stream);
    if (buffer == nullptr)
        return; // send() tries again
    fill(*buffer);
    library.streamQueueBuffer(stream, buffer);
    m_toSend.reset();
}

void PipeWireCamera::fill(pw_buffer& buffer)
{
    spa_data& data = buffer.buffer->datas[0];
    const std::size_t size = bytesOf(*m_layout, m_settings.width, m_settings.height);
    const bool roomy = data.data != nullptr && data.maxsize >= size;
    if (roomy)
        writePicture(*m_toSend->frame, *m_layout, {static_cast<std::uint8_t*>(data.data), size});
    data.chunk->offset = 0;
    data.chunk->size = roomy ? static_cast<std::uint32_t>(size) : 0; // an empty one is skipped
    data.chunk->stride = bytesPerRow(*m_layout, m_settings.width);
    data.chunk->flags = 0;
    if (auto* const header = static_cast<spa_meta_header*>(
            spa_buffer_find_meta_data(buffer.buffer, SPA_META_Header, sizeof(spa_meta_header)))) {
        header->flags = 0;
        header->pts = nowNs();
        header->dts_offset = 0;
        header->seq = m_sequence;
    }
    ++m_sequence;
}

LiveOutputStats PipeWireCamera::stats() const
{
    LiveOutputStats stats;
    stats.state = m_node.stateText();
    {
        const std::scoped_lock lock(m_failureMutex);
        if (!m_failure.empty()) {
            stats.failed = true;
            stats.state = m_failure;
        }
    }
    stats.moments = m_sent.load(std::memory_order_relaxed);
    stats.dropped = m_moments.dropped() + m_tooSlow.load(std::memory_order_relaxed);
    stats.bytes = stats.moments * static_cast<std::int64_t>(bytesOf(
                                      PictureLayout::I420, m_settings.width, m_settings.height));
    stats.queueDepth = m_moments.queueDepth();
    return stats;
}

} // namespace imprint::app
