#pragma once

#include "engine/core/session_config.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace imprint::engine {

/// Frames [first, first + count) of the clip, counted in latent frames from its start.
struct FrameSpan {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

/// Which temporal position a kept key has.
enum class KeyPositions {
    Absolute, ///< its frame's index in the clip; keys are stored rotated to it
    ByRank, ///< its rank among the kept frames; keys are stored before the rotation and rotated when read
};

constexpr std::array<EnumName<KeyPositions>, 2> enumNames(KeyPositions)
{
    return {{{KeyPositions::Absolute, "absolute"}, {KeyPositions::ByRank, "byRank"}}};
}

/// How kept keys and values are stored.
enum class KvType {
    Float, ///< as the network computes: bf16, fp16 or fp32
    Int8,  ///< about half of 16 bits
    Int4,  ///< about a quarter
};

/// What a pass over frames of the clip is for.
enum class PassKind {
    Block,   ///< the newest block, or once more; it takes slots when it is new
    Context, ///< the same, but only for the keys and values that it leaves behind
    /// The latest frames once more, however many, for the keys and values of those that are held. Sinks stay as they are,
    /// unless the clip begins with these frames.
    Remake,
    RemakeWithSinks, ///< the same, but the first of the frames become the sinks
};

/// What one pass over a block does to one layer's cache. The slots 0 … fill-1 are attended.
struct CachePlan {
    std::vector<std::int64_t>
        writtenFrames; ///< which frames of the block are written, counted from its first
    std::vector<std::int64_t> writeSlots;     ///< slot of each of these
    std::int64_t fill = 0;                    ///< frames held after the pass has written
    std::vector<std::int64_t> keyPositions;   ///< temporal position of each held slot
    std::vector<std::int64_t> queryPositions; ///< temporal position of every frame of the block
};

/// What a cache holds, and how far the clip has come.
struct HeldFrames {
    std::vector<std::int64_t> bySlot; ///< frame in each filled slot; frames may be missing
    std::int64_t end = 0;             ///< latent frames visited so far
    std::int64_t sinkStart = 0;       ///< the first of the frames that count as sinks
    FrameSpan kept = {}; ///< besides the sinks, these are not evicted either; count 0: none
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

    /// A pass over the latest frames of what was visited, `kind` saying what becomes of the sinks. A frame that was evicted
    /// comes back as a query, not as a key.
    virtual CachePlan remake(FrameSpan latest, PassKind kind) = 0;

    /// From now on these frames, the latest ones, are evicted no more; those that were kept before are again. Until a block
    /// comes that needs their room.
    virtual void keep(FrameSpan latest) = 0;

    /// Slots that the storage must have now.
    virtual std::int64_t capacity() const = 0;

    virtual const HeldFrames& held() const = 0;

    /// Frame held by each filled slot.
    const std::vector<std::int64_t>& frames() const { return held().bySlot; }
};

struct CacheSettings {
    CacheKind kind = CacheKind::SinkWindow;
    KeyPositions positions = KeyPositions::Absolute;
    std::int64_t sinkFrames = 0;
    std::int64_t capacityFrames = 0; ///< sink-window: sinks, window and current block together
    std::int64_t maximumFrames = 0;  ///< growing: holds no more (0: no limit)
    KvType storage = KvType::Float;  ///< with every kind

    /// Sink-window: gets its memory piece by piece, as a growing cache does, until it has its capacity; else at once.
    bool startsSmall = false;

    /// Sink-window with absolute positions: blocks behind this frame see the sinks as far away as the block that starts
    /// here does, however long the clip becomes. Counted from the first sink.
    std::optional<std::int64_t> clampSinksFrom{};

    /// Sink-window: what it keeps besides the sinks, current block included.
    std::int64_t ringFrames() const { return capacityFrames - sinkFrames; }
};

/// A growing cache that never holds more than `frames` frames: the sinks of `growing`, and a ring of the newest.
CacheSettings cappedAt(CacheSettings growing, std::int64_t frames);

/// How a cache of so many bits stores.
KvType kvTypeOf(KvBits bits);

/// The table of policies: one line per kind. `held`: frames that it takes over, each in the slot that it has there.
/// Throws Error(BadConfig) for settings that contradict each other.
std::unique_ptr<CachePolicy> makeCachePolicy(const CacheSettings& settings, HeldFrames held = {});

/// Slots of `held` whose frames a cache with these settings would keep: all, or the sinks and the window.
std::vector<std::int64_t> keptSlots(const CacheSettings& settings, const HeldFrames& held);

/// Whether all that a cache with settings `inner` may hold has room under `outer`.
bool fitsWithin(const CacheSettings& inner, const CacheSettings& outer);

/// Slots that a cache with these settings has when it holds `frames` latent frames (one that grows: all so far, or its
/// capacity, unless it was a smaller ring before): the formula beside the measured bytes.
std::int64_t predictedCapacity(const CacheSettings& settings, std::int64_t frames);

} // namespace imprint::engine
