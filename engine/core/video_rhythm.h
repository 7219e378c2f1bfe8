#pragma once

#include <cstdint>

namespace imprint {

/// How the video frames of a session fall into blocks: the first block may be shorter than the others, since a stream's
/// first latent is one frame. All numbering of frames by blocks, and of blocks by frames, is here.
struct VideoRhythm {
    int firstBlockFrames = 1; ///< of a model with a still: 1
    int blockFrames = 0;      ///< of every later block
    int framesPerSecond = 0;  ///< divides the sample rate

    /// Number of the block's first frame, and of the first one behind it.
    constexpr std::int64_t firstFrame(std::int64_t block) const noexcept
    {
        return block == 0 ? 0 : firstBlockFrames + (block - 1) * blockFrames;
    }
    constexpr std::int64_t endFrame(std::int64_t block) const noexcept
    {
        return firstFrame(block + 1);
    }

    /// The block that shows this frame.
    constexpr std::int64_t blockOf(std::int64_t frame) const noexcept
    {
        return frame < firstBlockFrames ? 0 : 1 + (frame - firstBlockFrames) / blockFrames;
    }

    /// The first block that starts at this frame or behind it.
    constexpr std::int64_t firstBlockFrom(std::int64_t frame) const noexcept
    {
        return frame <= 0 ? 0 : blockOf(frame - 1) + 1;
    }

    /// Whether it can be counted with.
    constexpr bool isSound() const noexcept
    {
        return firstBlockFrames > 0 && blockFrames > 0 && framesPerSecond > 0;
    }

    friend bool operator==(const VideoRhythm&, const VideoRhythm&) = default;
};

} // namespace imprint
