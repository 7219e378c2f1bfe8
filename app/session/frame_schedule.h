#pragma once

#include "engine/core/video_frame.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace imprint::app {

struct ScheduleSettings {
    int framesPerSecond = 25;
    double marginMs =
        20; ///< that frames come early enough by, at most: on an even machine it is less
    double minDelayMs = 0;    ///< never shorter: with both alike the delay is constant
    double maxDelayMs = 1500; ///< never wait longer for a picture: what comes later is skipped
};

/// What is shown during one frame.
struct ScheduledPicture {
    std::shared_ptr<const VideoFrame> frame; ///< null before the first one came
    bool repeated = false; ///< the picture is not the one that belongs to this index
    bool stalled = false;  ///< and no new one has been shown for kStallMs
};

struct ScheduleStats {
    double delayMs = 0; ///< from a sound to its picture, now
    double latenessMs =
        0; ///< of this: until the picture is there, in the middle of the last seconds
    std::int64_t repeated = 0; ///< frames in whose place an earlier one was shown
    std::int64_t late = 0;     ///< frames that came when their time was over
    int waiting = 0;           ///< frames that are there before their time
};

/// Decides which picture is shown when. All pictures are shown with one delay behind their sound, which follows how late they
/// come: slowly, so that sound which is delayed with them can be stretched unheard.
/// Thread: any; put() by one, take() by one.
class FrameSchedule {
public:
    static constexpr double kStallMs = 200;

    explicit FrameSchedule(const ScheduleSettings& settings);

    /// frame       its index must grow
    /// latenessMs  from the arrival of the first sound that belongs to it until now
    void put(std::shared_ptr<const VideoFrame> frame, double latenessMs);

    /// A picture that another session made of a moment, to be shown beside this one's: the delay waits for it too.
    void noteBeside(const VideoFrame& frame, double latenessMs);

    /// Frame number of the first picture that moves with the sound, once it came; before: -1.
    std::int64_t firstIndex() const;

    /// The picture for this frame number, which must grow by one from call to call.
    ScheduledPicture take(std::int64_t index);

    ScheduleStats stats() const;

private:
    struct Lateness {
        std::int64_t index;
        double ms;
    };

    void noteLateness(const VideoFrame& frame, double ms);
    std::int64_t framesIn(double seconds) const;
    std::vector<double> sortedLateness() const;
    double wantedDelayMs() const;
    double within(double delayMs) const;

    const ScheduleSettings m_settings;
    mutable std::mutex m_mutex;
    std::deque<std::shared_ptr<const VideoFrame>> m_frames; // waiting, by index
    std::deque<Lateness>
        m_lateness; // of the first frames of the latest blocks: theirs is the greatest
    std::shared_ptr<const VideoFrame> m_shown;
    std::int64_t m_lastBlock = 0; // that a frame came of
    std::int64_t m_lastBlockBeside = 0;
    std::int64_t m_firstIndex = -1;
    std::int64_t m_nextIndex = 0;  // of take()
    std::int64_t m_sinceFresh = 0; // frames
    ScheduleStats m_stats;
};

} // namespace imprint::app
