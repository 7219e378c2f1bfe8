#include "app/outputs/pipewire/pipewire_microphone.h"

#include "app/outputs/pipewire/pipewire_formats.h"
#include "engine/core/error.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

PipeWireNodePlan planFor(const std::string& description, const std::string& nodeName,
                         const std::string& server)
{
    PipeWireNodePlan plan;
    plan.flags = PW_STREAM_FLAG_MAP_BUFFERS | PW_STREAM_FLAG_RT_PROCESS;
    plan.server = server;
    plan.configuration = "client-rt.conf"; // asks for the priority that sound needs
    plan.properties = {
        {PW_KEY_MEDIA_CLASS, "Audio/Source"},
        {PW_KEY_NODE_NAME, nodeName},
        {PW_KEY_NODE_DESCRIPTION, description},
        {PW_KEY_NODE_VIRTUAL, "true"},
        // With the server's own clock, until a sound card joins: a graph without a card would else take the
        // clock of any other source, were it a camera with 25 cycles a second.
        {PW_KEY_NODE_GROUP, "pipewire.dummy"},
        {PW_KEY_NODE_LATENCY, "512/48000"}}; // see kDeviceDelay
    plan.formats = {monoFormat(kLiveSampleRate)};
    return plan;
}

} // namespace

PipeWireMicrophone::PipeWireMicrophone(std::shared_ptr<const PipeWireLibrary> library,
                                       const std::string& description,
                                       const PipeWireIdentity& identity)
    : m_nodeName(identity.nodeName.empty() ? concat("imprint-microphone-", ::getpid())
                                           : identity.nodeName)
    , m_feed(kLiveSampleRate)
    , m_node(std::move(library), planFor(description, m_nodeName, identity.server), *this)
{
}

PipeWireMicrophone::~PipeWireMicrophone()
{
    finish();
}

void PipeWireMicrophone::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    m_feed.push(moment->sound, std::chrono::steady_clock::now());
    if (m_node.isStreaming())
        m_moments.fetch_add(1, std::memory_order_relaxed);
}

void PipeWireMicrophone::finish()
{
    m_node.close();
}

void PipeWireMicrophone::formatChosen(const spa_pod*) {} // one format, PipeWire's own buffers

void PipeWireMicrophone::streamingChanged(bool streaming)
{
    m_feed.setListening(streaming);
}

void PipeWireMicrophone::process(pw_stream* stream) noexcept
{
    const PipeWireLibrary& library = m_node.loop().library();
    pw_buffer* const buffer = library.streamDequeueBuffer(stream);
    if (buffer == nullptr)
        return;
    spa_data& data = buffer->buffer->datas[0];
    std::uint64_t samples = data.data == nullptr ? 0 : data.maxsize / sizeof(float);
    if (buffer->requested > 0)
        samples = std::min<std::uint64_t>(samples, buffer->requested);
    m_feed.pull({static_cast<float*>(data.data), static_cast<std::size_t>(samples)},
                std::chrono::steady_clock::now());
    data.chunk->offset = 0;
    data.chunk->stride = sizeof(float);
    data.chunk->size = static_cast<std::uint32_t>(samples * sizeof(float));
    library.streamQueueBuffer(stream, buffer);
}

LiveOutputStats PipeWireMicrophone::stats() const
{
    const SoundFeedFigures figures = m_feed.figures();
    LiveOutputStats stats;
    stats.state = m_node.stateText();
    stats.moments = m_moments.load(std::memory_order_relaxed);
    stats.dropped = figures.underruns + figures.trims; // places where the sound has a gap
    return stats;
}

} // namespace imprint::app
