#include "app/train/optim/parameters.h"

#include "engine/core/error.h"
#include "engine/models/puppet/seeded_random.h"

#include <ATen/CPUGeneratorImpl.h>

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
                        std::int64_t second)
{
    engine::SeededRandom mixed(seed, concat(what, "/", first, "/", second));
    return at::make_generator<at::CPUGeneratorImpl>(mixed.seed());
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

Parameters trainableCopy(const Parameters& parameters)
{
    Parameters copies;
    for (const auto& [name, tensor] : parameters)
        copies.emplace(name, tensor.detach().clone().requires_grad_(true));
    return copies;
}

} // namespace imprint::train
