#pragma once

#include <algorithm>
#include <cstdint>

namespace imprint::engine {

/// What a layer in local mode attends to, in latent frames: sinks, the latest window and the block being made.
struct LocalGeometry {
    std::int64_t sinkFrames = 0;
    std::int64_t windowFrames = 0; ///< without the current block
    std::int64_t blockFrames = 1;

    std::int64_t attendedFrames() const { return sinkFrames + windowFrames + blockFrames; }

    /// Fewest latent frames of a ring with `ringSinks` sinks (at least those here) that remembers more than local mode
    /// does, and can be narrowed to it: in a smaller one there is nothing to learn.
    std::int64_t leastRing(std::int64_t ringSinks) const
    {
        return std::max(ringSinks + windowFrames + blockFrames, attendedFrames() + 1);
    }

    /// Whether a block that starts at this frame sees frames that local mode would drop; else full = local, and there is
    /// nothing to learn.
    bool isInformative(std::int64_t blockStart) const
    {
        return blockStart > sinkFrames + windowFrames;
    }

    /// Informative blocks among those that end at or before frame `warmFrames`, where the clip's first block has
    /// `firstBlock` frames.
    std::int64_t informativeBlocks(std::int64_t warmFrames, std::int64_t firstBlock) const;
    std::int64_t informativeBlocks(std::int64_t warmFrames) const
    {
        return informativeBlocks(warmFrames, blockFrames);
    }

    /// Frame at which the first informative block ends: the shortest warm-up that learns anything.
    std::int64_t firstInformativeEnd() const;
};

} // namespace imprint::engine
