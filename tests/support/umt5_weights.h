#pragma once

#include "engine/models/umt5/umt5_config.h"
#include "engine/models/umt5/umt5_encoder.h"
#include "tests/support/tensors.h"

#include <map>
#include <string>

namespace imprint::test {

/// Random weights of a UMT5 encoder under the published names.
inline std::map<std::string, at::Tensor> umt5Weights(const engine::Umt5Config& config,
                                                     std::uint64_t seed)
{
    RandomTensors random(seed);
    std::map<std::string, at::Tensor> weights;
    weights["token_embedding.weight"] = random({config.vocabulary, config.dim});
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const std::string scope = "blocks." + std::to_string(layer);
        for (const char* part : {".attn.q", ".attn.k", ".attn.v"})
            weights[scope + part + ".weight"] = random({config.attentionDim, config.dim}, 0.2);
        weights[scope + ".attn.o.weight"] = random({config.dim, config.attentionDim}, 0.2);
        weights[scope + ".pos_embedding.embedding.weight"] =
            random({config.buckets, config.heads}, 1.0);
        for (const char* part : {".ffn.gate.0", ".ffn.fc1"})
            weights[scope + part + ".weight"] = random({config.ffnDim, config.dim}, 0.3);
        weights[scope + ".ffn.fc2.weight"] = random({config.dim, config.ffnDim}, 0.2);
        for (const char* norm : {".norm1.weight", ".norm2.weight"})
            weights[scope + norm] = random({config.dim}, 0.3).add_(1);
    }
    weights["norm.weight"] = random({config.dim}, 0.3).add_(1);
    return weights;
}

/// Ids of a prompt of `count` tokens.
inline engine::PromptIds umt5Ids(const engine::Umt5Config& config, std::int64_t count,
                                 std::uint64_t seed)
{
    RandomTensors random(seed);
    engine::PromptIds ids;
    for (std::int64_t i = 0; i < count; ++i)
        ids.push_back(random.between(0, config.vocabulary - 1));
    return ids;
}

} // namespace imprint::test
