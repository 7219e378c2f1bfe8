#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace imprint::engine {

/// Small random generator (SplitMix64): the same choices with every compiler and standard library, unlike
/// the distributions of <random>; ranged and bell-curve values to the last bit or two.
/// Each named stream of a seed is independent: drawing more from one never changes another.
class SeededRandom {
public:
    SeededRandom(std::uint64_t seed, std::string_view stream);

    /// Uniform in [0, 1).
    float uniform();
    /// Uniform in [low, high).
    float uniform(float low, float high);
    /// Bell curve with mean 0 and deviation 1, cut at 6 (twelve uniforms added: no libm function involved).
    float normal();
    /// 64 fresh bits: the seed of something else.
    std::uint64_t seed() { return next(); }
    bool chance(float probability) { return uniform() < probability; }
    /// Uniform in 0 .. count-1.
    int index(int count);
    /// Index drawn with the given weights, which need not add up to 1.
    int weighted(std::span<const float> weights);

private:
    std::uint64_t next();

    std::uint64_t m_state;
};

} // namespace imprint::engine
