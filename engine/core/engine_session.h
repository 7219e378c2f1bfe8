#pragma once

#include "engine/core/audio_block.h"
#include "engine/core/fields.h"
#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "engine/core/session_stats.h"
#include "engine/core/video_frame.h"
#include "engine/core/video_rhythm.h"

#include <array>
#include <cstdint>
#include <memory>

namespace imprint {

/// How pictures come about; every file says it.
enum class PictureOrigin {
    Generated, ///< a trained network makes each pixel
    Drawn,     ///< a program draws; only what moves the lips was trained
};

constexpr std::array<EnumName<PictureOrigin>, 2> enumNames(PictureOrigin)
{
    return {
        {{PictureOrigin::Generated, "generated"}, {PictureOrigin::Drawn, "drawn, not generated"}}};
}

/// What a running session produces; fixed when it opens.
struct SessionInfo {
    int width = 0;
    int height = 0;
    int framesPerSecond = 0;
    int firstBlockFrames =
        1;               ///< video frames of the first generator block: a still, or a shorter block
    int blockFrames = 0; ///< video frames per later generator block
    int lookAheadFrames = 0; ///< video frames of sound that a block waits for beyond its own
    PictureOrigin origin = PictureOrigin::Generated;

    VideoRhythm rhythm() const
    {
        return {.firstBlockFrames = firstBlockFrames,
                .blockFrames = blockFrames,
                .framesPerSecond = framesPerSecond};
    }
};

/// One running generation, in this process or behind the link; its user cannot tell which.
/// One thread pushes sound, one takes frames, any thread may ask for statistics or stop it.
/// The destructor stops it.
class EngineSession {
public:
    virtual ~EngineSession() = default;

    virtual const SessionInfo& info() const = 0;

    /// Hands sound over; blocks must follow each other without a gap. Waits while the session has enough work.
    /// Returns false once the session ended. Thread: one producer.
    virtual bool pushAudio(AudioBlock block) = 0;

    /// No more sound will come. Every frame during which there was sound will be produced.
    virtual void finishAudio() = 0;

    /// Replaces the settings at the next block boundary and returns that block's index.
    /// Throws Error(BadConfig) if a value is out of range or cannot change in a running session.
    virtual std::int64_t update(const SessionConfig& config) = 0;

    /// The next frame in order; null once all were delivered or the session was stopped.
    /// Throws the Error that ended the session. Thread: one consumer.
    virtual std::shared_ptr<const VideoFrame> nextFrame() = 0;

    virtual SessionStats stats() const = 0;
    virtual Ledger ledger() const = 0;

    /// Writes what the session has learnt of its person to a file, with which another one begins without a warm-up.
    /// Throws Error(Unsupported) for models without, Error(BadInput) before anything was learnt, Error(Io).
    virtual void savePersona(const std::string& path) = 0;

    /// Idempotent; returns when every thread of the session has ended. Thread: any.
    virtual void stop() = 0;
};

} // namespace imprint
