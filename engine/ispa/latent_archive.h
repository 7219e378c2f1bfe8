#pragma once

#include "engine/nn/cache_policy.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace imprint::engine {

/// A block as it became history: its clean latents, and what the clean pass over it takes besides them.
struct ArchivedBlock {
    std::int64_t index = 0; ///< among the blocks of the session
    FrameSpan frames;
    at::Tensor clean; ///< [F, S, width], in token layout
    /// The model's controls by name, as they came: what the network makes of them (keys and values of the
    /// cross-attention) is a hundred times as large and quickly made again.
    std::map<std::string, at::Tensor> controls;

    std::int64_t bytes() const;
};

struct ArchiveLimits {
    std::int64_t pinnedBlocks = 1;   ///< first ones, kept for ever: sinks and warm-up
    std::int64_t ringBlocks = 0;     ///< latest ones behind those
    at::ScalarType type = at::kHalf; ///< of the latents
};

/// The history of a session in small: clean latents, from which the keys and values of any layer can be made again. Where
/// blocks of the middle were let go, the first one behind them is what the next one begins from, and no more.
/// Thread: the generator's. Source: specs/ispa.md 10.
class LatentArchive {
public:
    explicit LatentArchive(const ArchiveLimits& limits);

    /// Copies the block's tensors. Blocks must follow each other without a gap.
    void add(ArchivedBlock block);

    /// In the order of the clip; a block that does not start where the one before ends stands behind a gap.
    const std::deque<ArchivedBlock>& blocks() const { return m_blocks; }

    /// The first blocks up to the one that holds frame `frames` - 1.
    std::vector<ArchivedBlock> firstBlocks(std::int64_t frames) const;

    /// Frames whose latents were let go, the block behind the gap included.
    std::int64_t missingFrames() const;

    std::int64_t bytes() const;
    /// The same by formula after so many blocks, of which the first one has a size of its own.
    static std::int64_t predictedBytes(const ArchiveLimits& limits, std::int64_t blocks,
                                       std::int64_t firstBytes, std::int64_t otherBytes);

private:
    ArchiveLimits m_limits;
    std::deque<ArchivedBlock> m_blocks;
};

} // namespace imprint::engine
