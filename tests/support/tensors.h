#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace imprint::test {

/// Random numbers of one test: the same on every run.
class RandomTensors {
public:
    explicit RandomTensors(std::uint64_t seed)
        : m_source(at::make_generator<at::CPUGeneratorImpl>(seed))
    {
    }

    /// Normal, mean 0 and the given deviation.
    at::Tensor operator()(at::IntArrayRef shape, double deviation = 1.0)
    {
        return at::randn(shape, m_source).mul_(deviation);
    }

    /// Whole number in low … high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return at::randint(low, high + 1, {1}, m_source).item<std::int64_t>();
    }

private:
    at::Generator m_source;
};

/// Largest absolute difference, in fp64; infinite for another shape or a NaN.
inline double distance(const at::Tensor& a, const at::Tensor& b)
{
    if (a.sizes() != b.sizes())
        return std::numeric_limits<double>::infinity();
    const double largest = (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
    return std::isnan(largest) ? std::numeric_limits<double>::infinity() : largest;
}

} // namespace imprint::test
