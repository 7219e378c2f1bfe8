#pragma once

#include <cstdint>
#include <vector>

namespace imprint::train {

/// A latent frame of a training sample, seen once: clean (history) or noisy (to be denoised).
struct Slot {
    std::int64_t latent = 0; ///< 0: the reference still; then in order of time
    std::int64_t block = 0;  ///< 0: the still
    bool noisy = false;
};

/// Slots that attend together: one block, clean or noisy.
struct SlotGroup {
    std::int64_t first = 0; ///< slots [first, first + count) ask
    std::int64_t count = 0;
    std::vector<std::int64_t> keys; ///< slots that they see, in order of time; themselves last
    std::vector<std::int64_t> keyPositions;   ///< temporal position of each key: its rank
    std::vector<std::int64_t> queryPositions; ///< of the asking slots
};

struct LayoutSettings {
    std::int64_t blockFrames = 3;  ///< latents per block
    std::int64_t blocks = 3;       ///< behind the still
    std::int64_t firstTarget = 1;  ///< blocks before it are history alone
    std::int64_t windowFrames = 6; ///< clean latents seen besides the still and the block itself
};

/// Which latents of a clip a sample holds, clean or noisy or both, and what each may see: in one pass every noisy block
/// sees the clean blocks before it, as a generation would (teacher forcing). Source: specs/pocket.md section 5.
struct BlockLayout : LayoutSettings {
    std::vector<Slot> slots; ///< clean ones first, then noisy ones
    std::vector<SlotGroup> groups;

    std::int64_t latents() const { return 1 + blocks * blockFrames; }
    std::int64_t cleanSlots() const { return 1 + (blocks - 1) * blockFrames; }
    std::int64_t noisySlots() const { return (blocks - firstTarget + 1) * blockFrames; }
};

/// Throws Error(BadConfig) if there is no target.
BlockLayout makeBlockLayout(const LayoutSettings& settings);

} // namespace imprint::train
