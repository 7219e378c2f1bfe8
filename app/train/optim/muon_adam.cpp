#include "app/train/optim/muon_adam.h"

#include "engine/nn/parallel_for.h"

#include "engine/core/error.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>

namespace imprint::train {
namespace {

constexpr double kAdamEpsilon = 1e-8;

/// Adds a family of tensors under a prefix, or takes it back.
void addPrefixed(Parameters& all, const std::string& prefix, const Parameters& family)
{
    for (const auto& [name, tensor] : family)
        all.emplace(prefix + name, tensor);
}

void takePrefixed(const Parameters& all, const std::string& prefix, Parameters& family)
{
    for (auto& [name, tensor] : family) {
        const auto found = all.find(prefix + name);
        if (found == all.end() || found->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadInput,
                        concat("the checkpoint lacks the optimiser's state '", prefix, name, "'"),
                        "It belongs to another network; train in an empty folder");
        tensor.copy_(found->second);
    }
}

} // namespace

at::Tensor orthogonalised(const at::Tensor& m)
{
    // Coefficients of the quintic iteration that Muon's author published.
    constexpr double a = 3.4445;
    constexpr double b = -4.7750;
    constexpr double c = 2.0315;
    const bool tall = m.size(0) > m.size(1);
    // bf16 is enough: the iteration only has to bring the singular values near 1.
    at::Tensor x = (tall ? m.t() : m).to(at::kBFloat16);
    x = x / (x.norm() + 1e-7);
    for (int i = 0; i < 5; ++i) {
        const at::Tensor gram = at::mm(x, x.t());
        x = a * x + at::mm(b * gram + c * at::mm(gram, gram), x);
    }
    return (tall ? x.t() : x).to(m.scalar_type());
}

MuonAdam::MuonAdam(MuonAdamSettings settings, const Parameters& parameters)
    : m_settings(std::move(settings))
{
    for (const auto& [name, tensor] : parameters) {
        const at::Tensor zeros = at::zeros_like(tensor).detach();
        if (m_settings.isMatrix && m_settings.isMatrix(name, tensor)) {
            m_momentum.emplace(name, zeros);
        } else {
            m_first.emplace(name, zeros);
            m_second.emplace(name, zeros.clone());
        }
    }
}

double MuonAdam::clipFactor(const Parameters& gradients) const
{
    double squares = 0;
    for (const auto& [name, tensor] : m_first)
        squares += gradients.at(name).square().sum().item<double>();
    return std::min(1.0, m_settings.clipNorm / (std::sqrt(squares) + 1e-6));
}

void MuonAdam::updateMatrix(at::Tensor& parameter, const at::Tensor& gradient,
                            const std::string& name, double rate)
{
    at::Tensor& momentum = m_momentum.at(name);
    momentum.lerp_(gradient, 1 - m_settings.matrixMomentum);
    const at::Tensor nesterov = gradient.lerp(momentum, m_settings.matrixMomentum);
    const auto rows = static_cast<double>(parameter.size(0));
    const auto columns = static_cast<double>(parameter.size(1));
    parameter.sub_(orthogonalised(nesterov), rate * std::sqrt(std::max(1.0, rows / columns)));
}

void MuonAdam::updateVector(at::Tensor& parameter, const at::Tensor& gradient,
                            const std::string& name, double rate)
{
    at::Tensor& first = m_first.at(name);
    at::Tensor& second = m_second.at(name);
    first.lerp_(gradient, 1 - m_settings.beta1);
    second.mul_(m_settings.beta2).addcmul_(gradient, gradient, 1 - m_settings.beta2);
    const auto steps = static_cast<double>(m_steps);
    const double firstScale = 1 - std::pow(m_settings.beta1, steps);
    const double secondScale = std::sqrt(1 - std::pow(m_settings.beta2, steps));
    parameter.addcdiv_(first, second.sqrt().div_(secondScale).add_(kAdamEpsilon),
                       -rate / firstScale);
}

void MuonAdam::step(Parameters& parameters, const Parameters& gradients, double rateShare)
{
    const c10::NoGradGuard noGraph;
    ++m_steps;
    const double clip = clipFactor(gradients);
    std::vector<std::pair<const std::string, at::Tensor>*> all;
    for (auto& entry : parameters)
        all.push_back(&entry);
    engine::parallelFor(
        all.size(), static_cast<std::size_t>(m_settings.threads), [&](std::size_t i) {
            const c10::NoGradGuard noGraphHere; // the setting is each thread's own
            auto& [name, parameter] = *all[i];
            const at::Tensor& gradient = gradients.at(name);
            if (isMatrix(name))
                updateMatrix(parameter, gradient, name, m_settings.matrixRate * rateShare);
            else
                updateVector(parameter, gradient * clip, name, m_settings.vectorRate * rateShare);
        });
}

Parameters MuonAdam::state() const
{
    Parameters all;
    addPrefixed(all, "muon.", m_momentum);
    addPrefixed(all, "adam1.", m_first);
    addPrefixed(all, "adam2.", m_second);
    all.emplace("optimiser.steps", at::full({1}, m_steps, at::kLong));
    return all;
}

void MuonAdam::restore(const Parameters& state)
{
    takePrefixed(state, "muon.", m_momentum);
    takePrefixed(state, "adam1.", m_first);
    takePrefixed(state, "adam2.", m_second);
    m_steps = state.at("optimiser.steps").item<std::int64_t>();
}

} // namespace imprint::train
