#include "app/session/frame_schedule.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

/// The delay follows the lateness that all but a few blocks of the last ten seconds kept within: a single hiccup is better
/// shown as one than as a longer delay for everybody. Where even the latest came soon after those, it waits for it, too, and
/// a little longer: an even machine needs no more than that of its margin.
constexpr double kWindowSeconds = 10;
constexpr double kPunctualShare = 0.95;
constexpr double kBehindLatestMs = 6;
/// Milliseconds per frame. 0.4 is one percent at 25 frames per second, which a voice can be stretched by; growing shorter
/// again has time.
constexpr double kLongerPerFrame = 0.4;
constexpr double kShorterPerFrame = 0.05;

} // namespace

FrameSchedule::FrameSchedule(const ScheduleSettings& settings)
    : m_settings(settings)
{
    IMPRINT_ASSERT(settings.framesPerSecond > 0 && settings.maxDelayMs > 0 &&
                   settings.minDelayMs <= settings.maxDelayMs);
}

void FrameSchedule::put(std::shared_ptr<const VideoFrame> frame, double latenessMs)
{
    const std::scoped_lock lock(m_mutex);
    IMPRINT_ASSERT(frame && (m_frames.empty() || frame->index > m_frames.back()->index));
    // A still waits for no sound.
    if (frame->block != std::exchange(m_lastBlock, frame->block) && frame->block > 0)
        noteLateness(*frame, latenessMs);
    if (m_firstIndex >= 0 && frame->index < m_nextIndex)
        ++m_stats.late;
    m_frames.push_back(std::move(frame));
}

void FrameSchedule::noteBeside(const VideoFrame& frame, double latenessMs)
{
    const std::scoped_lock lock(m_mutex);
    const bool first = frame.block != std::exchange(m_lastBlockBeside, frame.block);
    if (first && frame.block > 0 && m_firstIndex >= 0)
        noteLateness(frame, latenessMs);
}

void FrameSchedule::noteLateness(const VideoFrame& frame, double ms)
{
    const auto window = static_cast<std::int64_t>(kWindowSeconds * m_settings.framesPerSecond);
    m_lateness.push_back({frame.index, ms});
    while (m_lateness.front().index <= frame.index - window)
        m_lateness.pop_front();
    if (m_firstIndex >= 0)
        return;
    m_firstIndex = frame.index;
    m_nextIndex = frame.index;
    m_stats.delayMs = within(ms + m_settings.marginMs);
}

std::int64_t FrameSchedule::firstIndex() const
{
    const std::scoped_lock lock(m_mutex);
    return m_firstIndex;
}

ScheduledPicture FrameSchedule::take(std::int64_t index)
{
    const std::scoped_lock lock(m_mutex);
    m_nextIndex = index + 1;
    bool fresh = false;
    while (!m_frames.empty() && m_frames.front()->index <= index) {
        m_shown = std::move(m_frames.front());
        m_frames.pop_front();
        fresh = true;
    }
    m_sinceFresh = fresh ? 0 : m_sinceFresh + 1;
    const bool repeated = !m_shown || m_shown->index != index;
    m_stats.repeated += repeated ? 1 : 0;
    m_stats.delayMs +=
        std::clamp(wantedDelayMs() - m_stats.delayMs, -kShorterPerFrame, kLongerPerFrame);
    const double stalledMs =
        1000.0 * static_cast<double>(m_sinceFresh) / m_settings.framesPerSecond;
    return {.frame = m_shown, .repeated = repeated, .stalled = stalledMs >= kStallMs};
}

/// Of the last seconds, the least first.
std::vector<double> FrameSchedule::sortedLateness() const
{
    std::vector<double> sorted;
    for (const Lateness& one : m_lateness)
        sorted.push_back(one.ms);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

double FrameSchedule::wantedDelayMs() const
{
    const std::vector<double> sorted = sortedLateness();
    if (sorted.empty())
        return m_stats.delayMs;
    const double punctual =
        sorted[static_cast<std::size_t>(kPunctualShare * static_cast<double>(sorted.size() - 1))];
    return within(std::min(punctual + m_settings.marginMs, sorted.back() + kBehindLatestMs));
}

double FrameSchedule::within(double delayMs) const
{
    return std::clamp(delayMs, m_settings.minDelayMs, m_settings.maxDelayMs);
}

ScheduleStats FrameSchedule::stats() const
{
    const std::scoped_lock lock(m_mutex);
    ScheduleStats stats = m_stats;
    const std::vector<double> sorted = sortedLateness();
    stats.latenessMs = sorted.empty() ? 0 : sorted[sorted.size() / 2];
    stats.waiting = static_cast<int>(m_frames.size());
    return stats;
}

} // namespace imprint::app
