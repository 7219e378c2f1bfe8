#pragma once

#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace imprint::train {

/// Named tensors of a network, in the order of their names: weights, gradients, averages.
using Parameters = std::map<std::string, at::Tensor>;

/// Gives layers the weights that are in training. The layers are built anew for every step: what they do to a weight
/// when they are built (joining matrices, casting) is then part of the graph and gets its gradient.
class ParameterReader final : public engine::WeightReader {
public:
    /// parameters: must outlive the reader, not the layers. computeType: what floating-point weights are cast to.
    explicit ParameterReader(const Parameters& parameters, at::ScalarType computeType = at::kFloat);

    /// Throws Error(Internal) if there is no such parameter or it has another shape.
    at::Tensor require(const std::string& name, at::IntArrayRef shape) override;

private:
    const Parameters& m_parameters;
    at::ScalarType m_type;
};

/// First value of a weight, drawn from the generator.
using Initialiser =
    std::function<at::Tensor(const std::string& name, at::IntArrayRef shape, at::Generator random)>;

/// Makes the weights that layers ask for. Each has random numbers of its own, given by seed and name: a new layer does
/// not change the start of the others.
class ParameterMaker final : public engine::WeightReader {
public:
    ParameterMaker(Initialiser initialise, std::uint64_t seed);

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override;

    /// What was made so far: fp32 leaves that take gradients.
    const Parameters& parameters() const { return m_parameters; }

private:
    Initialiser m_initialise;
    std::uint64_t m_seed;
    Parameters m_parameters;
};

/// Random numbers that depend on a seed and on any number of indices alone, so that a step can be made again; each kind of
/// device has its own.
at::Generator randomFor(std::uint64_t seed, const std::string& what, std::int64_t first = 0,
                        std::int64_t second = 0, at::Device device = at::kCPU);

/// Values behind the tensors, all together.
std::int64_t parameterCount(const Parameters& parameters);

/// Copies that share nothing and take no gradient.
Parameters detachedCopy(const Parameters& parameters);

/// The same on a device; what is there already is shared.
Parameters onDevice(const Parameters& parameters, at::Device device);

/// `fresh` with the values of `trained` where there are any of that name. A tensor that has grown along one dimension
/// keeps the trained part in front, and is zero behind it: a network with new inputs begins as the one before.
/// Throws Error(BadShape) naming a tensor that fits in no such way.
Parameters beginningWith(const Parameters& trained, const Parameters& fresh);

/// Each weight (1 - share) of `one` and share of `other`: two trainings that began alike average to a network that errs less
/// than either where both overdo it. Source: Wortsman et al., "Model soups", 2022.
/// share: 0 to 1. Throws Error(BadShape) naming the first tensor that only one has, or that has two shapes.
Parameters averaged(const Parameters& one, const Parameters& other, double share);

/// Copies that take gradients.
Parameters trainableCopy(const Parameters& parameters);

} // namespace imprint::train
