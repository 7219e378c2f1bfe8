#pragma once

#include "engine/models/wav2vec2/positional_convolution.h"
#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/models/wav2vec2/wav2vec2_layer.h"
#include "engine/models/wav2vec2/waveform_features.h"
#include "engine/nn/linear.h"
#include "engine/nn/norms.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace imprint::engine {

/// The wav2vec 2.0 speech encoder, in two halves because models resample frames at different places: LiveTalk between the
/// halves, LiveAvatar behind them. Const; thread: any. Computes in the type of the weights.
/// Source: transformers, modeling_wav2vec2.py; specs/avatars.md A3, B6; parity: wav2vec2-base, wav2vec2-xlsr.
class Wav2Vec2Encoder {
public:
    /// Tensor names are the published ones below `scope` ("" once the prefix "wav2vec2." is gone). Of a published file
    /// `lm_head` and `masked_spec_embed` are not used: whoever opens it ignores them.
    Wav2Vec2Encoder(WeightReader& weights, const std::string& scope, const Wav2Vec2Config& config,
                    WeightNormNames names);

    /// The layer of `scope` whose weight has two spellings, for weightNormNames().
    static std::string positionsScope(const std::string& scope);

    /// samples [n] of 16 kHz mono, normalised -> [frames, channels], about 50 per second.
    /// Throws Error(BadInput) if they are too few for a frame.
    at::Tensor features(const at::Tensor& samples) const { return m_features(samples); }

    /// The first half itself, for sound that is not known whole.
    const WaveformFeatures& waveform() const { return m_features; }

    /// features [T, channels], T > 0, at whatever rate -> hidden states [layers + 1, T, width]: what enters the first layer,
    /// then the output of each. With NormPlace::Before the first has no norm and the last has the final one; with After the first
    /// has it.
    at::Tensor hiddenStates(const at::Tensor& features) const;

    const Wav2Vec2Config& config() const { return m_config; }

private:
    Wav2Vec2Config m_config;
    WaveformFeatures m_features;
    LayerNorm m_projectionNorm;
    Linear m_projection;
    PositionalConvolution m_positions;
    LayerNorm m_norm;
    std::vector<Wav2Vec2Layer> m_layers;
};

} // namespace imprint::engine
