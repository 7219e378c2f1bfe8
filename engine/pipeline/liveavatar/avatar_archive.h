#pragma once

#include "engine/nn/cache_policy.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace imprint::engine {

/// What a sight is made of besides the voice. Values whose tensors are never changed.
struct AvatarSources {
    at::Tensor prompt;    ///< embedding [rows, text width]
    at::Tensor reference; ///< [C, 1, H, W]
    at::Tensor motion;    ///< [C, M, H, W]

    std::int64_t bytes() const;
};

/// A block as it passed through the noise levels. What each of them made of it follows from the level before, so that it is
/// kept: keys and values of a level are those of its own noise, which clean latents do not tell.
struct AvatarBlock {
    std::int64_t index = 0;
    FrameSpan frames;
    std::vector<at::Tensor> given; ///< to the second level and those behind it, [F, C, H, W]
    at::Tensor features;           ///< its voice [states, width, 4 · F]
    std::shared_ptr<const AvatarSources> saw; ///< shared by the blocks that saw the same

    std::int64_t bytes() const; ///< without what it saw
};

/// The latest blocks of a clip, from which the keys and values of every noise level can be made again. Owned by a rollout;
/// thread: the generator's.
class AvatarArchive {
public:
    /// blocks: that are kept at most; 0: none.
    explicit AvatarArchive(std::int64_t blocks)
        : m_limit(blocks)
    {
    }

    bool isKept() const { return m_limit > 0; }

    /// Copies the tensors of a block; what it saw is not copied. Blocks must follow each other without a gap.
    void add(AvatarBlock block);

    const std::deque<AvatarBlock>& blocks() const { return m_blocks; }

    /// Latent frames of the clip before the oldest block.
    std::int64_t missingFrames() const
    {
        return m_blocks.empty() ? 0 : m_blocks.front().frames.first;
    }

    /// What the blocks saw, each once.
    std::vector<std::shared_ptr<const AvatarSources>> seen() const;

    std::int64_t bytes() const;

private:
    std::int64_t m_limit;
    std::deque<AvatarBlock> m_blocks;
};

} // namespace imprint::engine
