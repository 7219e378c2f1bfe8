#pragma once

#include "engine/models/wan_dit/wan_dit.h"
#include "engine/weights/weight_file.h"
#include "tests/support/block_weights.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {

/// A causal Wan network of miniature size with random weights.
inline const engine::WanDitConfig kSmallWan{.dim = 48,
                                            .ffnDim = 40,
                                            .heads = 2,
                                            .layers = 2,
                                            .textLength = 5,
                                            .textDim = 12,
                                            .timeDim = 32,
                                            .inChannels = 4,
                                            .outChannels = 4};

inline Weights smallWanWeights(const engine::WanDitConfig& config = kSmallWan)
{
    RandomTensors random(50);
    Weights weights;
    const std::int64_t dim = config.dim;
    weights["patch_embedding.weight"] = random({dim, config.inChannels, 1, 2, 2}, 0.3);
    weights["patch_embedding.bias"] = random({dim}, 0.1);
    addLinear(weights, "text_embedding.0", config.textDim, dim, random);
    addLinear(weights, "text_embedding.2", dim, dim, random);
    addLinear(weights, "time_embedding.0", config.timeDim, dim, random);
    addLinear(weights, "time_embedding.2", dim, dim, random);
    addLinear(weights, "time_projection.1", dim, 6 * dim, random);
    for (std::int64_t layer = 0; layer < config.layers; ++layer)
        addBlock(weights, concat("blocks.", layer),
                 {.dim = dim,
                  .heads = config.heads,
                  .ffnDim = config.ffnDim,
                  .qkNorm = engine::QkNorm::FullWidth},
                 random);
    weights["head.modulation"] = random({1, 2, dim}, 0.2);
    addLinear(weights, "head.head", dim, config.outChannels * 4, random);
    return weights;
}

/// Builds the network from a file with these weights, as a program would.
inline engine::WanDit loadWan(const Weights& weights,
                              const engine::WanDitConfig& config = kSmallWan,
                              at::ScalarType type = at::kFloat)
{
    const TemporaryFolder folder;
    engine::writeSafetensors(folder / "dit.safetensors", weights);
    engine::WeightFile reader(folder / "dit.safetensors", engine::LoadOptions{.type = type});
    engine::WanDit dit(reader, "", config);
    reader.finish();
    return dit;
}

} // namespace imprint::test
