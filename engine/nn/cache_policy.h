#pragma once

#include "engine/core/session_config.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace imprint::engine {

/// Frames [first, first + count) of the clip, counted in latent frames from its start.
struct FrameSpan {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

/// Which temporal position a kept key has.
enum class KeyPositions {
    Absolute, ///< its frame's index in the clip; keys are stored rotated
    ByRank, ///< its rank among the kept frames; keys are stored before the rotation and rotated when read
};

/// What one pass over a block does to one layer's cache. The slots 0 … fill-1 are attended.
struct CachePlan {
    std::vector<std::int64_t> writeSlots;     ///< slot of every frame of the block
    std::int64_t fill = 0;                    ///< frames held after the pass has written
    std::vector<std::int64_t> keyPositions;   ///< temporal position of each held slot
    std::vector<std::int64_t> queryPositions; ///< temporal position of every frame of the block
};

/// Decides for one layer what its KV cache keeps, what it evicts and which positions the kept keys have.
/// A block is passed over several times (denoising steps, then the clean context pass): later passes write the slots
/// of the first, so that a slot holds its frame's latest pass. Only the first pass over a frame can evict.
/// Holds book-keeping alone, no tensor. Thread: the generator's.
class CachePolicy {
public:
    virtual ~CachePolicy() = default;

    /// Throws Error(BadConfig) if the block can't fit, or the growing cache is full.
    virtual CachePlan visit(FrameSpan block) = 0;

    /// Slots that the storage must have now.
    virtual std::int64_t capacity() const = 0;

    /// Frame held by each filled slot.
    virtual const std::vector<std::int64_t>& frames() const = 0;
};

struct CacheSettings {
    CacheKind kind = CacheKind::SinkWindow;
    KeyPositions positions = KeyPositions::Absolute;
    std::int64_t sinkFrames = 0;
    std::int64_t capacityFrames = 0; ///< sink-window: sinks, window and current block together
    std::int64_t maximumFrames = 0;  ///< growing: refuses more (0: no limit)
};

/// The table of policies: one line per kind.
std::unique_ptr<CachePolicy> makeCachePolicy(const CacheSettings& settings);

/// Slots that a cache with these settings has after `frames` latent frames: the formula beside the measured bytes.
std::int64_t predictedCapacity(const CacheSettings& settings, std::int64_t frames);

} // namespace imprint::engine
