#include "engine/nn/linear.h"

#include <ATen/core/dispatch/Dispatcher.h>

namespace imprint::engine {
namespace {

/// x Wᵀ + b by oneDNN, which at::linear uses for bf16 but not for fp32. On processors where MKL picks its slower kernels
/// it takes half the time (bench: `imprint-cli bench`, stage denoise).
at::Tensor oneDnnLinear(const at::Tensor& x, const at::Tensor& weight,
                        const std::optional<at::Tensor>& bias)
{
    using Scalars = c10::List<std::optional<at::Scalar>>;
    using Signature =
        at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&,
                   std::string_view, Scalars, std::optional<std::string_view>);
    static const auto kLinear = c10::Dispatcher::singleton()
                                    .findSchemaOrThrow("mkldnn::_linear_pointwise", "")
                                    .typed<Signature>();
    return kLinear.call(x, weight, bias, "none", Scalars(), "");
}

} // namespace

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

at::Tensor Linear::operator()(const at::Tensor& x) const
{
    const bool training =
        at::GradMode::is_enabled() && (m_weight.requires_grad() || x.requires_grad());
    if (x.device().is_cpu() && x.scalar_type() == at::kFloat && !training)
        return oneDnnLinear(x.contiguous(), m_weight, m_bias);
    return at::linear(x, m_weight, m_bias);
}

} // namespace imprint::engine
