#pragma once

#include "engine/pipeline/wan/noise_source.h"

#include <functional>

namespace imprint::app {

/// The random numbers that the reference drew.
class RecordedNoise final : public engine::NoiseSource {
public:
    using Renoise = std::function<at::Tensor(const engine::NoiseDraw&)>;

    /// start [frames of the clip, C, H, W]: what blocks start from; renoise: what is mixed in before a later step.
    RecordedNoise(at::Tensor start, Renoise renoise);

    at::Tensor operator()(const engine::NoiseDraw& draw, at::IntArrayRef shape) override;

private:
    at::Tensor m_start;
    Renoise m_renoise;
};

} // namespace imprint::app
