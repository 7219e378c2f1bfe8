#pragma once

#include "tests/support/torch_test.h"

#include "engine/ispa/absorber.h"
#include "engine/weights/weight_file.h"
#include "tests/support/block_weights.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <optional>
#include <vector>

namespace imprint::test {

using namespace imprint::engine;

inline constexpr int kLayers = 4;
inline constexpr std::int64_t kTokens = 6; // per latent frame, 2 × 3
inline constexpr CausalBlockConfig kBlock{
    .dim = 24, .heads = 2, .ffnDim = 32, .epsilon = 1e-5, .qkNorm = QkNorm::PerHead};
inline constexpr LocalGeometry kLocal{.sinkFrames = 1, .windowFrames = 2, .blockFrames = 1};

inline std::vector<CausalBlock> randomBlocks()
{
    RandomTensors random(60);
    Weights weights;
    for (int layer = 0; layer < kLayers; ++layer)
        addBlock(weights, concat("blocks.", layer), kBlock, random);
    const TemporaryFolder folder;
    writeSafetensors(folder / "w", weights);
    WeightFile reader(folder / "w");
    std::vector<CausalBlock> blocks;
    for (int layer = 0; layer < kLayers; ++layer)
        blocks.emplace_back(reader, concat("blocks.", layer), kBlock);
    return blocks;
}

/// Some layers of a causal DiT that generate nothing but numbers: two passes over each block of one frame. Each clip has
/// numbers of its own; all but clip 0 have something that stays the same in all of their frames, as a face does.
class Stack {
public:
    explicit Stack(const std::optional<AbsorberSettings>& ispa,
                   const CacheSettings& cache = {.kind = CacheKind::Growing,
                                                 .positions = KeyPositions::ByRank},
                   std::uint64_t clip = 0)
        : m_clip(clip)
    {
        for (int layer = 0; layer < kLayers; ++layer)
            m_state.caches.emplace_back(shape(), cache);
        std::vector<at::Tensor> outputWeights;
        for (const CausalBlock& block : m_blocks)
            outputWeights.push_back(block.outputWeight());
        if (ispa)
            m_absorber.emplace(*ispa, shape(), outputWeights, m_state);
    }

    void adopt(const Absorption& absorption)
    {
        m_absorber.emplace(AbsorberSettings{}, shape(), absorption, m_state);
    }

    void endAbsorber() { m_absorber.reset(); }

    static KvShape shape()
    {
        return {.tokensPerFrame = kTokens, .heads = kBlock.heads, .headDim = kBlock.headDim()};
    }

    /// What the clean pass gives.
    at::Tensor step()
    {
        const FrameSpan block{m_frames, 1};
        RandomTensors random(100 + 1000 * m_clip + static_cast<std::uint64_t>(m_frames));
        const at::Tensor face =
            RandomTensors(63 + m_clip)({1, kTokens, kBlock.dim}, m_clip > 0 ? 2.0 : 0.0);
        pass(block, 1, face + random({1, kTokens, kBlock.dim}));
        const at::Tensor clean = pass(block, 0, face + random({1, kTokens, kBlock.dim}));
        ++m_frames;
        if (m_absorber)
            m_absorber->endBlock(m_frames);
        return clean;
    }

    at::Tensor run(std::int64_t frames)
    {
        std::vector<at::Tensor> all;
        while (m_frames < frames)
            all.push_back(step());
        return at::cat(all);
    }

    const DitState& state() const { return m_state; }
    const Absorber& absorber() const { return *m_absorber; }
    const std::vector<CausalBlock>& blocks() const { return m_blocks; }

private:
    at::Tensor pass(FrameSpan block, std::int64_t number, at::Tensor x)
    {
        if (m_absorber)
            m_absorber->beginPass(number);
        const at::Tensor modulation = RandomTensors(61)({1, 6, kBlock.dim}, 0.3);
        const at::Tensor context = RandomTensors(62)({1, 5, kBlock.dim});
        for (std::size_t layer = 0; layer < m_blocks.size(); ++layer) {
            CachedMixer mixer(m_rotary, block, m_state.caches[layer], m_state.tap(layer));
            x = m_blocks[layer](x, modulation, m_blocks[layer].crossKeys(context), mixer);
        }
        return x;
    }

    std::uint64_t m_clip;
    std::vector<CausalBlock> m_blocks = randomBlocks();
    Rotary m_rotary{RotaryConfig::wan(kBlock.headDim(), 2, 3)};
    DitState m_state;
    std::optional<Absorber> m_absorber;
    std::int64_t m_frames = 0;
};

inline AbsorberSettings settings(int layers, std::int64_t warmFrames,
                                 std::optional<Rung> rung = std::nullopt)
{
    return {.layers = layers,
            .warmFrames = warmFrames,
            .local = kLocal,
            .solver = {.rung = rung},
            .rowShare = 1,
            .passes = 2};
}

inline CacheSettings capped(std::int64_t frames)
{
    return cappedAt(
        {.kind = CacheKind::Growing, .positions = KeyPositions::ByRank, .sinkFrames = 1}, frames);
}

} // namespace imprint::test
