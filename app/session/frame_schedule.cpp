#include "app/session/frame_schedule.h"

#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

/// The delay follows the lateness that all but a few blocks of the last ten seconds kept within: a single hiccup is better
/// shown as one than as a longer delay for everybody. Where even the latest of the last minute came soon after those, it waits
/// for it, too, and a little longer: an even machine needs no more than that of its margin. The latest is remembered for so
/// long because nothing else is known of what is rare: of ten seconds alone, one block in sixty would be the latest so far.
constexpr double kPunctualSeconds = 10;
constexpr double kPunctualShare = 0.95;
constexpr double kLatestSeconds = 60;
constexpr double kBehindLatestMs = 6;
/// Milliseconds per frame. 0.4 is one percent at 25 frames per second, which a voice can be stretched by. Growing shorter
/// has time, unless there is much to gain, as after a start in a hurry.
constexpr double kMostPerFrame = 0.4;
constexpr double kShorterPerFrame = 0.05;
constexpr double kShorterShare = 0.01; // of what is too long, per frame

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
    m_lateness.push_back({frame.index, ms});
    while (m_lateness.front().index <= frame.index - framesIn(kLatestSeconds))
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
    const double missing = wantedDelayMs() - m_stats.delayMs;
    const double shorter = std::clamp(-kShorterShare * missing, kShorterPerFrame, kMostPerFrame);
    m_stats.delayMs += std::clamp(missing, -shorter, kMostPerFrame);
    const double stalledMs =
        1000.0 * static_cast<double>(m_sinceFresh) / m_settings.framesPerSecond;
    return {.frame = m_shown, .repeated = repeated, .stalled = stalledMs >= kStallMs};
}

std::int64_t FrameSchedule::framesIn(double seconds) const
{
    return static_cast<std::int64_t>(seconds * m_settings.framesPerSecond);
}

/// Of the last ten seconds, the least first.
std::vector<double> FrameSchedule::sortedLateness() const
{
    std::vector<double> sorted;
    for (const Lateness& one : m_lateness)
        if (one.index > m_lateness.back().index - framesIn(kPunctualSeconds))
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
    const auto latest =
        std::max_element(m_lateness.begin(), m_lateness.end(),
                         [](const Lateness& a, const Lateness& b) { return a.ms < b.ms; });
    return within(std::min(punctual + m_settings.marginMs, latest->ms + kBehindLatestMs));
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
