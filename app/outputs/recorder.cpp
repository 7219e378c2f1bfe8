#include "app/outputs/recorder.h"

#include "engine/core/error.h"

#include <stop_token>
#include <utility>

namespace imprint::app {
namespace {

constexpr std::size_t kQueuedItems = 64; // 32 frames, each with its piece of sound

} // namespace

Recorder::Recorder(const RecorderSettings& settings)
    : m_queue(kQueuedItems)
    , m_writer(settings)
    , m_thread([this] { run(); })
{
}

Recorder::~Recorder()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void Recorder::pushVideo(std::shared_ptr<const VideoFrame> frame)
{
    IMPRINT_ASSERT(frame != nullptr);
    push(std::move(frame));
}

void Recorder::pushAudio(std::vector<float> samples)
{
    push(std::move(samples));
}

void Recorder::push(Item item)
{
    // The encoder always goes on or fails, and closes the queue then: no stop request is needed to wake us.
    if (m_queue.pushWait(std::move(item), std::stop_token()))
        return;
    throwFailure();
    IMPRINT_ASSERT(false, "something was pushed after the recording's end");
}

void Recorder::run()
{
    try {
        while (const std::optional<Item> item = m_queue.popWait(std::stop_token()))
            write(*item);
    } catch (...) {
        const std::scoped_lock lock(m_mutex);
        m_failure = std::current_exception();
    }
    m_queue.close();
}

void Recorder::write(const Item& item)
{
    if (const auto* frame = std::get_if<std::shared_ptr<const VideoFrame>>(&item))
        m_writer.writeVideo(**frame);
    else
        m_writer.writeAudio(std::get<std::vector<float>>(item));
    const std::scoped_lock lock(m_mutex);
    m_stats = m_writer.stats();
}

void Recorder::throwFailure() const
{
    const std::scoped_lock lock(m_mutex);
    if (m_failure)
        std::rethrow_exception(m_failure);
}

void Recorder::finish()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
    throwFailure();
    m_writer.finish();
    const std::scoped_lock lock(m_mutex);
    m_stats = m_writer.stats();
}

RecorderStats Recorder::stats() const
{
    const std::scoped_lock lock(m_mutex);
    RecorderStats stats = m_stats;
    stats.queueDepth = static_cast<int>(m_queue.size());
    return stats;
}

} // namespace imprint::app
