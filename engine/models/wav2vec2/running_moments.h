#pragma once

#include "engine/models/wav2vec2/waveform_features.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// What the encoder's norms over time need to know of all sound so far, in memory that does not grow. How the sound is cut into
/// pieces has no influence but for the rounding of fp64. Thread: its owner's.
class RunningMoments {
public:
    /// The features must outlive it.
    explicit RunningMoments(const WaveformFeatures& features);

    /// samples [n] that follow the ones before, n may be 0.
    void add(const at::Tensor& samples);

    /// Of all samples added. Throws Error(BadInput) if they are too few for the first convolution.
    WaveformMoments soFar() const;

private:
    const WaveformFeatures& m_features;
    at::Tensor m_pending; // [n] samples that the next response begins with
    std::int64_t m_samples = 0;
    double m_sum = 0;
    double m_sumOfSquares = 0;
    std::int64_t m_responses = 0;
    at::Tensor m_responseSum;          // [C] fp64
    at::Tensor m_responseSumOfSquares; // [C] fp64
};

} // namespace imprint::engine
