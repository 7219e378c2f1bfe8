#pragma once

#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace imprint::engine {

/// Samples with mean 0 and variance 1 over all that is given, which is what both published encoders were trained on.
/// samples [n], n > 0 -> the same shape, fp32.
at::Tensor normalisedSamples(const at::Tensor& samples);

/// Mean and variance of a sound, and of what the first convolution makes of it, without bias: all that a norm over time knows.
struct WaveformMoments {
    double mean = 0;
    double variance = 0;
    at::Tensor responseMean; ///< [C] fp64, of the sound as it is
    at::Tensor responseVariance;
};

/// Samples with that mean taken off, and over that deviation: normalisedSamples for a part of a sound.
at::Tensor normalisedSamples(const at::Tensor& samples, const WaveformMoments& moments);

/// The convolutions of wav2vec 2.0 from samples to about 50 frames per second. Const; thread: any.
/// With WaveformNorm::Group the whole input has influence on every frame (the norm goes over time); with Layer a frame
/// depends on its own window of 400 samples alone.
/// Source: transformers, modeling_wav2vec2.py; specs/avatars.md A3, B6.
class WaveformFeatures {
public:
    /// Reads `scope.conv_layers.<i>`.
    WaveformFeatures(WeightReader& weights, const std::string& scope, const Wav2Vec2Config& config);

    /// samples [n], normalised -> [frames, channels] with frames = config.framesOf(n), in the type of the weights.
    /// Throws Error(BadInput) if they are too few for a frame.
    at::Tensor operator()(const at::Tensor& samples) const;

    /// The same for a part of a sound of which the whole has these moments: samples [n] as they are, not normalised.
    at::Tensor operator()(const at::Tensor& samples, const WaveformMoments& moments) const;

    /// What the first convolution makes of samples as they are [n], without bias -> [C, responses], maybe none.
    at::Tensor firstResponses(const at::Tensor& samples) const;
    std::int64_t firstChannels() const { return m_config.channels.front(); }
    std::int64_t firstStride() const { return m_config.strides.front(); }

private:
    struct Layer {
        at::Tensor weight;     // [out, in, kernel]
        at::Tensor bias;       // [out]; may be undefined
        at::Tensor normWeight; // [out]; undefined: no norm
        at::Tensor normBias;
        std::int64_t stride = 1;
    };

    void requireEnough(const at::Tensor& samples) const;
    at::Tensor convolved(const at::Tensor& x, const Layer& layer) const;
    at::Tensor norm(const at::Tensor& x, const Layer& layer) const;
    at::Tensor normByMoments(const at::Tensor& x, const WaveformMoments& moments) const;
    at::Tensor behindFirst(at::Tensor x) const;

    Wav2Vec2Config m_config;
    std::vector<Layer> m_layers;
};

} // namespace imprint::engine
