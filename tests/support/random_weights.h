#pragma once

#include "engine/weights/weight_reader.h"
#include "tests/support/tensors.h"

#include <functional>
#include <map>
#include <numeric>
#include <string>

namespace imprint::test {

/// Gives a network the weights that it asks for, whatever they are: random ones that keep a signal at its size.
class RandomWeights final : public engine::WeightReader {
public:
    explicit RandomWeights(std::uint64_t seed, at::ScalarType type = at::kFloat)
        : m_random(seed)
        , m_type(type)
    {
    }

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        return m_given[name] = draw(name, shape).to(m_type);
    }

    /// A weight that was given out, as the files have it.
    const at::Tensor& operator[](const std::string& name) const { return m_given.at(name); }
    bool has(const std::string& name) const { return m_given.contains(name); }
    const std::map<std::string, at::Tensor>& given() const { return m_given; }

private:
    at::Tensor draw(const std::string& name, at::IntArrayRef shape)
    {
        if (name.ends_with(".gamma"))
            return m_random(shape, 0.2).add_(1);
        if (name.ends_with(".bias"))
            return m_random(shape, 0.1);
        const std::int64_t inputs =
            std::accumulate(shape.begin() + 1, shape.end(), std::int64_t{1}, std::multiplies<>());
        return m_random(shape, 1.0 / std::sqrt(static_cast<double>(inputs)));
    }

    RandomTensors m_random;
    at::ScalarType m_type;
    std::map<std::string, at::Tensor> m_given;
};

/// A random number of parts of a random size that add up to `count`: the calls that a stream comes in.
inline std::vector<std::int64_t> randomCalls(RandomTensors& random, std::int64_t count)
{
    std::vector<std::int64_t> calls;
    while (count > 0) {
        calls.push_back(random.between(1, count));
        count -= calls.back();
    }
    return calls;
}

/// What a network gives for a stream x [F, ..] that comes in these calls, joined; the state is left as it is then.
template <class Network, class State>
at::Tensor inCalls(const Network& network, const at::Tensor& x,
                   const std::vector<std::int64_t>& calls, State& state)
{
    std::vector<at::Tensor> parts;
    std::int64_t first = 0;
    for (const std::int64_t count : calls) {
        parts.push_back(network(x.narrow(0, first, count), state));
        first += count;
    }
    return at::cat(parts);
}

} // namespace imprint::test
