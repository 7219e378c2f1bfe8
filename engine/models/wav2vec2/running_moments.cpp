#include "engine/models/wav2vec2/running_moments.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {

RunningMoments::RunningMoments(const WaveformFeatures& features)
    : m_features(features)
    , m_pending(at::empty({0}))
    , m_responseSum(at::zeros({features.firstChannels()}, at::kDouble))
    , m_responseSumOfSquares(at::zeros({features.firstChannels()}, at::kDouble))
{
}

void RunningMoments::add(const at::Tensor& samples)
{
    const at::Tensor wide = samples.to(at::kDouble);
    m_samples += samples.size(0);
    m_sum += wide.sum().item<double>();
    m_sumOfSquares += wide.square().sum().item<double>();

    m_pending = at::cat({m_pending, samples});
    const at::Tensor responses = m_features.firstResponses(m_pending).to(at::kDouble);
    m_responses += responses.size(1);
    m_responseSum += responses.sum(1);
    m_responseSumOfSquares += responses.square().sum(1);
    const std::int64_t used = responses.size(1) * m_features.firstStride();
    const std::int64_t left = std::max<std::int64_t>(m_pending.size(0) - used, 0);
    m_pending = m_pending.narrow(0, m_pending.size(0) - left, left).clone();
}

WaveformMoments RunningMoments::soFar() const
{
    if (m_responses == 0)
        throw Error(ErrorCode::BadInput,
                    concat("a sound of ", m_samples, " samples is too short to be heard"));
    const auto count = static_cast<double>(m_samples);
    const auto responses = static_cast<double>(m_responses);
    WaveformMoments moments;
    moments.mean = m_sum / count;
    // Rounding may leave a little less than nothing of a constant sound.
    moments.variance = std::max(m_sumOfSquares / count - moments.mean * moments.mean, 0.0);
    moments.responseMean = m_responseSum / responses;
    moments.responseVariance =
        (m_responseSumOfSquares / responses - moments.responseMean.square()).clamp_min(0.0);
    return moments;
}

} // namespace imprint::engine
