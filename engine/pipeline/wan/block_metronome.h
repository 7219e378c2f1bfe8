#pragma once

#include "engine/core/audio_block.h"
#include "engine/core/video_rhythm.h"
#include "engine/pipeline/session_settings.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace imprint::engine {

/// A block that is to be made.
struct DueBlock {
    std::int64_t block = 0;
    int videoFrames = 0;                         ///< of this block that the session delivers
    std::shared_ptr<const SessionConfig> config; ///< settings that hold for it
};

/// Says when a block is due in a session that hears nothing: sound is its clock alone. From a file a block is due when its
/// time is complete, so that its length is known; live, when its time begins. Thread: one, the feature stage's.
class BlockMetronome {
public:
    using Emit = std::function<bool(DueBlock)>;

    /// settings must outlive it. live: nobody knows how long the session will be.
    BlockMetronome(SessionSettings& settings, const VideoRhythm& rhythm, bool live);

    void begin(const Emit& emit);

    /// Throws Error(BadInput) if the block does not follow the one before without a gap.
    void step(const AudioBlock& audio, const Emit& emit);

    /// The sound has ended: the rest of it, whole frames.
    void finish(const Emit& emit);

private:
    void emitBlock(std::int64_t endFrame, const Emit& emit);

    SessionSettings& m_settings;
    VideoRhythm m_rhythm;
    bool m_live;
    std::int64_t m_samples = 0;
    std::int64_t m_block = 0; // to be emitted next
};

} // namespace imprint::engine
