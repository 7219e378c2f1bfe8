#include "app/train/optim/muon_adam.h"

#include "app/train/compute_device.h"

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
    const bool tall = m.size(-2) > m.size(-1);
    // bf16 is enough: the iteration only has to bring the singular values near 1.
    at::Tensor x = (tall ? m.mT() : m).to(trainingType(m.device()));
    x = x / (x.norm(2, {-2, -1}, /*keepdim=*/true) + 1e-7);
    for (int i = 0; i < 5; ++i) {
        const at::Tensor gram = at::matmul(x, x.mT());
        x = a * x + at::matmul(b * gram + c * at::matmul(gram, gram), x);
    }
    return (tall ? x.mT() : x).to(m.scalar_type());
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
    std::vector<at::Tensor> squares;
    for (const auto& [name, tensor] : m_first)
        squares.push_back(gradients.at(name).square().sum());
    const double norm = squares.empty() ? 0.0 : std::sqrt(at::stack(squares).sum().item<double>());
    return std::min(1.0, m_settings.clipNorm / (norm + 1e-6));
}

void MuonAdam::updateMatrices(const Names& names, Parameters& parameters,
                              const Parameters& gradients, double rate)
{
    std::vector<at::Tensor> directions;
    for (const std::string& name : names) {
        const at::Tensor& gradient = gradients.at(name);
        at::Tensor& momentum = m_momentum.at(name);
        momentum.lerp_(gradient, 1 - m_settings.matrixMomentum);
        directions.push_back(gradient.lerp(momentum, m_settings.matrixMomentum)); // Nesterov's
    }
    const at::Tensor updates = orthogonalised(at::stack(directions)); // [matrices, rows, columns]
    const auto rows = static_cast<double>(updates.size(1));
    const auto columns = static_cast<double>(updates.size(2));
    const double scale = std::sqrt(std::max(1.0, rows / columns));
    for (std::size_t i = 0; i < names.size(); ++i)
        parameters.at(names[i]).sub_(updates[static_cast<std::int64_t>(i)], rate * scale);
}

void MuonAdam::updateVectors(const Names& names, Parameters& parameters,
                             const Parameters& gradients, double clip, double rate)
{
    const auto of = [&](const Parameters& all) {
        std::vector<at::Tensor> tensors;
        for (const std::string& name : names)
            tensors.push_back(all.at(name));
        return tensors;
    };
    const std::vector<at::Tensor> first = of(m_first);
    const std::vector<at::Tensor> second = of(m_second);
    const std::vector<at::Tensor> clipped = at::_foreach_mul(of(gradients), clip);
    at::_foreach_lerp_(first, clipped, 1 - m_settings.beta1);
    at::_foreach_mul_(second, m_settings.beta2);
    at::_foreach_addcmul_(second, clipped, clipped, 1 - m_settings.beta2);
    const auto steps = static_cast<double>(m_steps);
    const double firstScale = 1 - std::pow(m_settings.beta1, steps);
    const double secondScale = std::sqrt(1 - std::pow(m_settings.beta2, steps));
    const std::vector<at::Tensor> deviation = at::_foreach_sqrt(second);
    at::_foreach_div_(deviation, secondScale);
    at::_foreach_add_(deviation, kAdamEpsilon);
    at::_foreach_addcdiv_(of(parameters), first, deviation, -rate / firstScale);
}

std::vector<MuonAdam::Names> MuonAdam::groupsOf(const Parameters& parameters) const
{
    std::vector<Names> groups;
    std::map<std::vector<std::int64_t>, std::size_t> places; // of the groups that grow
    for (const auto& [name, tensor] : parameters) {
        const auto kind = isMatrix(name) ? tensor.sizes().vec() : std::vector<std::int64_t>();
        const auto [place, isNew] = places.try_emplace(kind, groups.size());
        if (isNew || tensor.is_cpu()) {
            place->second = groups.size();
            groups.emplace_back();
        }
        groups[place->second].push_back(name);
    }
    return groups;
}

void MuonAdam::step(Parameters& parameters, const Parameters& gradients, double rateShare)
{
    const c10::NoGradGuard noGraph;
    ++m_steps;
    const double clip = clipFactor(gradients);
    const std::vector<Names> groups = groupsOf(parameters);
    engine::parallelFor(
        groups.size(), static_cast<std::size_t>(m_settings.threads), [&](std::size_t i) {
            const c10::NoGradGuard noGraphHere; // the setting is each thread's own
            if (isMatrix(groups[i].front()))
                updateMatrices(groups[i], parameters, gradients, m_settings.matrixRate * rateShare);
            else
                updateVectors(groups[i], parameters, gradients, clip,
                              m_settings.vectorRate * rateShare);
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
