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

private:
    struct Layer {
        at::Tensor weight;     // [out, in, kernel]
        at::Tensor bias;       // [out]; may be undefined
        at::Tensor normWeight; // [out]; undefined: no norm
        at::Tensor normBias;
        std::int64_t stride = 1;
    };

    at::Tensor norm(const at::Tensor& x, const Layer& layer) const;

    Wav2Vec2Config m_config;
    std::vector<Layer> m_layers;
};

} // namespace imprint::engine
