#pragma once

#include "engine/core/video_frame.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace imprint::app {

inline constexpr int kLiveSampleRate = 48000; ///< Hz, mono: the voice of all live outputs

/// What is seen and heard during one frame of a live session. Picture and sound belong together: an output that keeps them
/// side by side is in sync. Immutable; shared by all outputs.
struct LiveMoment {
    std::int64_t index = 0; ///< frame number since the session began; no number is left out
    std::shared_ptr<const VideoFrame>
        frame;                ///< I420; an earlier or a standby one where none came in time
    std::shared_ptr<const VideoFrame>
        compared; ///< what another session made of the same moment; null: there is none
    bool repeated = false;    ///< the picture is not the one that belongs to this index
    std::vector<float> sound; ///< mono, kLiveSampleRate / frames per second samples, [-1, 1]
};

/// Measured figures of one output so far.
struct LiveOutputStats {
    std::string state; ///< for people: "recording", "waiting for a reader", "reconnecting (3)" ...
    bool failed = false;      ///< it has ended by itself; `state` says why, and what to do
    std::int64_t moments = 0; ///< delivered
    std::int64_t dropped = 0; ///< lost in its queue, or by a reader that was too slow
    std::int64_t bytes = 0;   ///< written or sent, where that means something
    int queueDepth = 0;
};

/// One place where a live session goes: file, stream, camera, microphone. Works on a thread of its own behind a bounded
/// queue; its trouble is its own: it is told in its statistics and never slows another output or the session down.
class LiveOutput {
public:
    virtual ~LiveOutput() = default;

    /// Never waits and never throws. Thread: the session's, one.
    virtual void push(std::shared_ptr<const LiveMoment> moment) noexcept = 0;

    /// Delivers what is queued and ends cleanly; called at most once, also after a failure. May take a second or two.
    virtual void finish() = 0;

    virtual LiveOutputStats stats() const = 0; ///< Thread: any
};

} // namespace imprint::app
