#include "engine/models/puppet/seeded_random.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {

SeededRandom::SeededRandom(std::uint64_t seed, std::string_view stream)
    : m_state(seed)
{
    for (const char letter : stream) // FNV-1a, mixed once per letter
        m_state = (m_state ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    next();
}

std::uint64_t SeededRandom::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
}

float SeededRandom::uniform()
{
    constexpr float kStep = 1.0F / (1 << 24);
    return static_cast<float>(next() >> 40) * kStep;
}

float SeededRandom::uniform(float low, float high)
{
    return low + (high - low) * uniform();
}

float SeededRandom::normal()
{
    float sum = -6.0F;
    for (int i = 0; i < 12; ++i)
        sum += uniform();
    return sum;
}

int SeededRandom::index(int count)
{
    IMPRINT_ASSERT(count > 0, "cannot draw one of ", count);
    return std::min(static_cast<int>(uniform() * static_cast<float>(count)), count - 1);
}

int SeededRandom::weighted(std::span<const float> weights)
{
    float total = 0;
    for (const float weight : weights)
        total += weight;
    float left = uniform() * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        left -= weights[i];
        if (left < 0)
            return static_cast<int>(i);
    }
    return static_cast<int>(weights.size()) - 1;
}

} // namespace imprint::engine
