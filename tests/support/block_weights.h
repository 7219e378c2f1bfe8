#pragma once

#include "engine/nn/causal_block.h"
#include "tests/support/tensors.h"

#include <map>
#include <string>

namespace imprint::test {

using Weights = std::map<std::string, at::Tensor>;

inline void addLinear(Weights& weights, const std::string& scope, std::int64_t in, std::int64_t out,
                      RandomTensors& random)
{
    weights[scope + ".weight"] = random({out, in}, 0.25);
    weights[scope + ".bias"] = random({out}, 0.1);
}

/// Random weights of one CausalBlock under the names it asks for.
inline void addBlock(Weights& weights, const std::string& scope,
                     const engine::CausalBlockConfig& config, RandomTensors& random)
{
    const std::int64_t dim = config.dim;
    const std::int64_t normWidth =
        config.qkNorm == engine::QkNorm::FullWidth ? dim : config.headDim();
    weights[scope + ".modulation"] = random({1, 6, dim}, 0.3);
    for (const char* attention : {".self_attn", ".cross_attn"}) {
        for (const char* part : {".q", ".k", ".v", ".o"})
            addLinear(weights, scope + attention + part, dim, dim, random);
        for (const char* part : {".norm_q", ".norm_k"})
            weights[scope + attention + part + ".weight"] = random({normWidth}, 0.3).add_(1);
    }
    weights[scope + ".norm3.weight"] = random({dim}, 0.2).add_(1);
    weights[scope + ".norm3.bias"] = random({dim}, 0.2);
    addLinear(weights, scope + ".ffn.0", dim, config.ffnDim, random);
    addLinear(weights, scope + ".ffn.2", config.ffnDim, dim, random);
}

} // namespace imprint::test
