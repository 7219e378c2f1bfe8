#include "app/cli/parity/recorded_noise.h"

#include <utility>

namespace imprint::app {

RecordedNoise::RecordedNoise(at::Tensor start, Renoise renoise)
    : m_start(std::move(start))
    , m_renoise(std::move(renoise))
{
}

at::Tensor RecordedNoise::operator()(const engine::NoiseDraw& draw, at::IntArrayRef /*shape*/)
{
    return draw.step == 0 ? m_start.narrow(0, draw.frames.first, draw.frames.count)
                          : m_renoise(draw);
}

} // namespace imprint::app
