#include "tests/support/pipewire_reader.h"

#include <utility>

namespace imprint::test {
namespace {

app::PipeWireNodePlan planFor(const std::string& server, const std::string& target,
                              std::vector<app::PodBytes> formats, const char* media)
{
    app::PipeWireNodePlan plan;
    plan.direction = SPA_DIRECTION_INPUT;
    plan.flags = PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_MAP_BUFFERS;
    plan.server = server;
    plan.properties = {{PW_KEY_MEDIA_TYPE, media},
                       {PW_KEY_MEDIA_CATEGORY, "Capture"},
                       {PW_KEY_NODE_NAME, "imprint-test-reader"},
                       {PW_KEY_TARGET_OBJECT, target}};
    plan.formats = std::move(formats);
    return plan;
}

} // namespace

PipeWireReader::PipeWireReader(const std::string& server, const std::string& target,
                               std::vector<app::PodBytes> formats, const char* media, Came came)
    : m_came(std::move(came))
    , m_node(std::make_shared<const app::PipeWireLibrary>(),
             planFor(server, target, std::move(formats), media), *this)
{
}

void PipeWireReader::process(pw_stream* stream) noexcept
{
    const app::PipeWireLibrary& library = m_node.loop().library();
    while (pw_buffer* const buffer = library.streamDequeueBuffer(stream)) {
        const spa_data& data = buffer->buffer->datas[0];
        if (data.data != nullptr)
            m_came(std::chrono::steady_clock::now(),
                   static_cast<const std::uint8_t*>(data.data) + data.chunk->offset,
                   data.chunk->size);
        library.streamQueueBuffer(stream, buffer);
    }
}

} // namespace imprint::test
