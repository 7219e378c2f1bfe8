#include "engine/pipeline/wan/noise_source.h"

#include <ATen/CPUGeneratorImpl.h>

namespace imprint::engine {

at::Tensor SeededNoise::operator()(const NoiseDraw& draw, at::IntArrayRef shape)
{
    // Odd multipliers keep seeds, blocks and steps apart, and neighbours unrelated.
    auto source = at::make_generator<at::CPUGeneratorImpl>(
        (m_seed + 1) * 0x9E3779B97F4A7C15ULL +
        static_cast<std::uint64_t>(draw.block) * 0xD1B54A32D192ED03ULL +
        static_cast<std::uint64_t>(draw.step) * 0x8CB92BA72F3D8DD7ULL);
    return at::randn(shape, source);
}

} // namespace imprint::engine
