#include "engine/nn/linear.h"

namespace imprint::engine {

Linear::Linear(at::Tensor weight, std::optional<at::Tensor> bias)
    : m_weight(std::move(weight))
    , m_bias(std::move(bias))
{
}

Linear::Linear(WeightReader& weights, const std::string& scope, std::int64_t in, std::int64_t out,
               Bias bias)
    : m_weight(weights.require(scope + ".weight", {out, in}))
{
    if (bias == Bias::Yes)
        m_bias = weights.require(scope + ".bias", {out});
}

Linear Linear::fused(WeightReader& weights, const std::vector<std::string>& scopes, std::int64_t in,
                     std::int64_t outEach)
{
    std::vector<at::Tensor> parts;
    std::vector<at::Tensor> biases;
    for (const std::string& scope : scopes) {
        parts.push_back(weights.require(scope + ".weight", {outEach, in}));
        biases.push_back(weights.require(scope + ".bias", {outEach}));
    }
    return {at::cat(parts), at::cat(biases)};
}

} // namespace imprint::engine
