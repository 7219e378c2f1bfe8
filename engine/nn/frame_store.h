#pragma once

#include "engine/nn/cache_policy.h"

#include <ATen/ATen.h>

#include <span>
#include <vector>

namespace imprint::engine {

/// Sizes of what one layer stores per latent frame.
struct KvShape {
    std::int64_t tokensPerFrame = 0;
    std::int64_t heads = 0;
    std::int64_t headDim = 0;
    at::ScalarType type = at::kFloat; ///< that the network computes in

    /// Keys and values of one latent frame, with their scales and offsets.
    std::int64_t bytesPerFrame(KvType storage = KvType::Float) const;
};

/// Which values of a frame share a scale. Keys: a channel, over the frame's tokens (some channels are always large).
/// Values: a token, over the width of a head.
enum class QuantizedPer { Channel, Token };

/// The keys, or the values, of latent frames in numbered slots; how they are stored stays inside.
/// Owned by a KvCache; thread: the generator's.
class FrameStore {
public:
    FrameStore(const KvShape& shape, KvType type, QuantizedPer per);

    std::int64_t slots() const { return m_parts.front().size(0); }

    /// Takes `slots` slots of new memory and gives the old one back: slot i holds what slot kept[i] held.
    void rebuild(std::int64_t slots, std::span<const std::int64_t> kept);

    /// x [F, S, heads, width]: frame i goes to slots[i]. Throws Error(Unsupported) for what no code can stand for.
    void write(std::span<const std::int64_t> slots, const at::Tensor& x);

    /// Slots first … first + count - 1 [count, S, heads, width] in the network's type: a view that the next rebuild
    /// ends if they are stored in that type, else a copy.
    at::Tensor read(std::int64_t first, std::int64_t count) const;

    /// The first `count` slots, but frame i of x stands for what slots[i] has kept of it.
    at::Tensor readBeside(std::int64_t count, std::span<const std::int64_t> slots,
                          const at::Tensor& x) const;

    std::int64_t bytes() const;

private:
    KvShape m_shape;
    std::int64_t m_groupDim;         // of x
    int m_bits;                      // 0: stored in the network's type
    std::vector<at::Tensor> m_parts; // the frames [slots, ..], or codes, scales and offsets
};

} // namespace imprint::engine
