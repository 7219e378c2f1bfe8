#pragma once

#include <cstdint>

namespace imprint::engine {

/// How the video frames of a session fall into blocks: the first block may be shorter than the others, since a stream's
/// first latent is one frame.
struct VideoRhythm {
    int firstBlockFrames = 1;
    int blockFrames = 0;
    int framesPerSecond = 0; ///< divides the sample rate

    /// Number of the block's first frame, and of the first one behind it.
    std::int64_t firstFrame(std::int64_t block) const
    {
        return block == 0 ? 0 : firstBlockFrames + (block - 1) * blockFrames;
    }
    std::int64_t endFrame(std::int64_t block) const { return firstFrame(block + 1); }

    /// The first block that starts at this frame or behind it.
    std::int64_t firstBlockFrom(std::int64_t frame) const
    {
        return frame <= 0 ? 0
               : frame <= firstBlockFrames
                   ? 1
                   : 1 + (frame - firstBlockFrames + blockFrames - 1) / blockFrames;
    }
};

/// An EngineModel that makes its video of sentences, whatever their words, and can be told new ones on the way. Thread: any.
class TextVideoModel {
public:
    virtual ~TextVideoModel() = default;

    /// Of every session: says in which block a moment lies, before one is open.
    virtual VideoRhythm rhythm() const = 0;
};

} // namespace imprint::engine
