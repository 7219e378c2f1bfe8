#include "app/outputs/live_recording.h"

#include "engine/core/error.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>

namespace imprint::app {
namespace {

constexpr int kQueuedSeconds = 4;

RecorderSettings withLiveSound(RecorderSettings settings)
{
    settings.audioSampleRate = kLiveSampleRate;
    settings.audioChannels = 1;
    return settings;
}

std::string reasonOf(const std::exception& problem)
{
    const auto* error = dynamic_cast<const Error*>(&problem);
    return error != nullptr ? error->oneLine() : problem.what();
}

} // namespace

LiveRecording::LiveRecording(RecorderSettings settings)
    : m_settings(withLiveSound(std::move(settings)))
    , m_queue(static_cast<std::size_t>(kQueuedSeconds * std::max(1, m_settings.framesPerSecond)))
    , m_writer(m_settings)
    , m_sound(m_settings.framesPerSecond)
    , m_stats{.state = "recording"}
    , m_recordingStats{.path = m_settings.path, .file = m_writer.stats()}
    , m_thread([this] { run(); })
{
}

LiveRecording::~LiveRecording()
{
    finish();
}

void LiveRecording::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    const auto recording =
        m_paused ? MomentTimeline::Recording::Paused : MomentTimeline::Recording::Runs;
    const std::optional<std::int64_t> place = m_timeline.placeOf(moment->index, recording);
    const bool kept = place && m_queue.tryPush({std::move(moment), *place});
    if (!kept && recording == MomentTimeline::Recording::Runs)
        ++m_dropped;
}

void LiveRecording::finish()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void LiveRecording::run()
{
    try {
        while (const std::optional<Placed> placed = m_queue.popWait(std::stop_token()))
            write(*placed);
        end();
    } catch (const std::exception& problem) {
        setState(reasonOf(problem), true);
    }
    m_queue.close();
}

void LiveRecording::write(const Placed& placed)
{
    IMPRINT_ASSERT(placed.moment->frame, "moment ", placed.moment->index, " has no picture");
    m_sound.writeUpTo(placed.place, placed.moment->sound,
                      [&](std::span<const float> samples) { m_writer.writeAudio(samples); });
    m_writer.writeVideo(*placed.moment->frame, placed.place);
    const std::scoped_lock lock(m_mutex);
    ++m_stats.moments;
    m_recordingStats.file = m_writer.stats();
    m_recordingStats.seconds = static_cast<double>(placed.place + 1) / m_settings.framesPerSecond;
    m_recordingStats.filled = m_sound.filled();
}

void LiveRecording::end()
{
    if (m_writer.stats().frames == 0) {
        setState(concat("nothing was recorded into '", m_settings.path, "'"), false);
        return;
    }
    setState("finishing the file", false);
    m_writer.finish();
    setState("finished", false);
}

void LiveRecording::setState(std::string state, bool failed)
{
    const std::scoped_lock lock(m_mutex);
    m_stats.state = std::move(state);
    m_stats.failed = failed;
    m_recordingStats.file = m_writer.stats();
}

LiveOutputStats LiveRecording::stats() const
{
    const std::scoped_lock lock(m_mutex);
    LiveOutputStats stats = m_stats;
    if (stats.state == "recording" && m_paused)
        stats.state = "paused";
    stats.dropped = m_dropped;
    stats.bytes = m_recordingStats.file.bytes;
    stats.queueDepth = static_cast<int>(m_queue.size());
    return stats;
}

LiveRecordingStats LiveRecording::recordingStats() const
{
    const std::scoped_lock lock(m_mutex);
    LiveRecordingStats stats = m_recordingStats;
    stats.file.queueDepth = static_cast<int>(m_queue.size());
    stats.paused = m_paused;
    return stats;
}

} // namespace imprint::app
