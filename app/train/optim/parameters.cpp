#include "app/train/optim/parameters.h"

#include "engine/core/error.h"
#include "engine/models/puppet/seeded_random.h"

#include <ATen/CPUGeneratorImpl.h>

#include <optional>

namespace imprint::train {

ParameterReader::ParameterReader(const Parameters& parameters, at::ScalarType computeType)
    : m_parameters(parameters)
    , m_type(computeType)
{
}

at::Tensor ParameterReader::require(const std::string& name, at::IntArrayRef shape)
{
    const auto found = m_parameters.find(name);
    IMPRINT_ASSERT(found != m_parameters.end(), "there is no parameter '", name, "'");
    IMPRINT_ASSERT(found->second.sizes() == shape, "parameter '", name, "' has shape ",
                   found->second.sizes(), ", expected ", shape);
    return found->second.to(m_type);
}

ParameterMaker::ParameterMaker(Initialiser initialise, std::uint64_t seed)
    : m_initialise(std::move(initialise))
    , m_seed(seed)
{
}

at::Tensor ParameterMaker::require(const std::string& name, at::IntArrayRef shape)
{
    at::Tensor value = m_initialise(name, shape, randomFor(m_seed, name)).requires_grad_(true);
    IMPRINT_ASSERT(value.sizes() == shape, "parameter '", name, "' was made as ", value.sizes(),
                   ", expected ", shape);
    const bool isNew = m_parameters.emplace(name, value).second;
    IMPRINT_ASSERT(isNew, "parameter '", name, "' was asked for twice");
    return value;
}

at::Generator randomFor(std::uint64_t seed, const std::string& what, std::int64_t first,
                        std::int64_t second, at::Device device)
{
    engine::SeededRandom mixed(seed, concat(what, "/", first, "/", second));
    if (device.is_cpu())
        return at::make_generator<at::CPUGeneratorImpl>(mixed.seed());
    at::Generator random = at::globalContext()
                               .getAcceleratorHooksInterface(device.type())
                               .getNewGenerator(device.index());
    random.set_current_seed(mixed.seed());
    return random;
}

std::int64_t parameterCount(const Parameters& parameters)
{
    std::int64_t count = 0;
    for (const auto& [name, tensor] : parameters)
        count += tensor.numel();
    return count;
}

Parameters detachedCopy(const Parameters& parameters)
{
    Parameters copies;
    for (const auto& [name, tensor] : parameters)
        copies.emplace(name, tensor.detach().clone());
    return copies;
}

Parameters onDevice(const Parameters& parameters, at::Device device)
{
    Parameters moved;
    for (const auto& [name, tensor] : parameters)
        moved.emplace(name, tensor.to(device));
    return moved;
}

namespace {

/// The dimension along which a shape has grown from another; -1 if they are equal, nothing if it has not.
std::optional<std::int64_t> grownDimension(at::IntArrayRef before, at::IntArrayRef now)
{
    if (before.size() != now.size())
        return std::nullopt;
    std::int64_t grown = -1;
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (before[i] == now[i])
            continue;
        if (grown >= 0 || before[i] > now[i])
            return std::nullopt;
        grown = static_cast<std::int64_t>(i);
    }
    return grown;
}

} // namespace

Parameters beginningWith(const Parameters& trained, const Parameters& fresh)
{
    Parameters result = detachedCopy(fresh);
    for (auto& [name, tensor] : result) {
        const auto found = trained.find(name);
        if (found == trained.end())
            continue;
        const at::Tensor& before = found->second;
        const auto dimension = grownDimension(before.sizes(), tensor.sizes());
        if (!dimension)
            throw Error(ErrorCode::BadShape,
                        concat("'", name, "' was trained as ", before.sizes(), " and is ",
                               tensor.sizes(), " now"),
                        "Begin with weights of the same sizes, or without any");
        if (*dimension >= 0)
            tensor.zero_().narrow(*dimension, 0, before.size(*dimension)).copy_(before);
        else
            tensor.copy_(before);
    }
    return trainableCopy(result);
}

namespace {

/// Throws Error(BadShape) naming the first tensor of `one` that `other` lacks or has in another shape.
void requireSameTensors(const Parameters& one, const Parameters& other)
{
    for (const auto& [name, tensor] : one) {
        const auto found = other.find(name);
        if (found == other.end() || found->second.sizes() != tensor.sizes())
            throw Error(ErrorCode::BadShape,
                        concat("'", name, "' of shape ", tensor.sizes(),
                               found == other.end() ? " is in one of the networks alone"
                                                    : " has another shape in the other network"),
                        "Average networks of one config.json");
    }
}

} // namespace

Parameters averaged(const Parameters& one, const Parameters& other, double share)
{
    requireSameTensors(one, other);
    requireSameTensors(other, one);
    Parameters result;
    for (const auto& [name, tensor] : one)
        result.emplace(name, at::lerp(tensor, other.at(name), share));
    return result;
}

Parameters trainableCopy(const Parameters& parameters)
{
    Parameters copies;
    for (const auto& [name, tensor] : parameters)
        copies.emplace(name, tensor.detach().clone().requires_grad_(true));
    return copies;
}

} // namespace imprint::train
