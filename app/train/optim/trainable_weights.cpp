#include "app/train/optim/trainable_weights.h"

#include "engine/core/error.h"
#include "engine/models/puppet/seeded_random.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace imprint::train {
namespace {

/// A generator of its own per name, so that the order of layers does not matter.
at::Generator generatorFor(std::uint64_t seed, const std::string& name)
{
    engine::SeededRandom random(seed, name);
    const auto high = static_cast<std::uint64_t>(random.index(1 << 30));
    const auto low = static_cast<std::uint64_t>(random.index(1 << 30));
    return at::make_generator<at::CPUGeneratorImpl>(high << 30 | low);
}

at::Tensor startValues(std::uint64_t seed, const std::string& name, at::IntArrayRef shape)
{
    if (name.ends_with(".bias"))
        return at::zeros(shape);
    if (shape.size() == 1) // gains of norms
        return at::ones(shape);
    IMPRINT_ASSERT(shape.size() >= 2, "no start value is known for '", name, "' of shape ", shape);
    double fanIn = 1;
    for (const std::int64_t size : shape.slice(1))
        fanIn *= static_cast<double>(size);
    return at::randn(shape, generatorFor(seed, name)).mul_(std::sqrt(2.0 / fanIn));
}

} // namespace

TrainableWeights::TrainableWeights(std::uint64_t seed)
    : m_seed(seed)
{
}

at::Tensor TrainableWeights::require(const std::string& name, at::IntArrayRef shape)
{
    if (m_tensors.contains(name))
        throw Error(ErrorCode::BadInput, concat("tensor '", name, "' was asked for twice"),
                    "Two layers have the same scope");
    at::Tensor tensor = startValues(m_seed, name, shape);
    tensor.requires_grad_(true);
    m_tensors.emplace(name, tensor);
    return tensor;
}

std::map<std::string, at::Tensor> TrainableWeights::halfPrecision() const
{
    std::map<std::string, at::Tensor> copies;
    for (const auto& [name, tensor] : m_tensors)
        copies.emplace(name, tensor.detach().to(at::kHalf));
    return copies;
}

} // namespace imprint::train
