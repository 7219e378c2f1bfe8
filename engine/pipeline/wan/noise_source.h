#pragma once

#include "engine/nn/cache_policy.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// One draw of a rollout. Blocks and frames are counted from the first generated ones.
struct NoiseDraw {
    std::int64_t block = 0;
    std::int64_t step =
        0; ///< 0: what the block starts from; else what is mixed in before this step
    FrameSpan frames;
};

/// Where a rollout's random numbers come from: recorded ones, or a generator. Thread: the generator's.
class NoiseSource {
public:
    virtual ~NoiseSource() = default;

    /// shape [F, C, H, W] of the draw -> standard normal numbers.
    virtual at::Tensor operator()(const NoiseDraw& draw, at::IntArrayRef shape) = 0;
};

/// Numbers that follow from seed, block and step alone, so that any block can be made again.
class SeededNoise final : public NoiseSource {
public:
    explicit SeededNoise(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    at::Tensor operator()(const NoiseDraw& draw, at::IntArrayRef shape) override;

private:
    std::uint64_t m_seed;
};

} // namespace imprint::engine
