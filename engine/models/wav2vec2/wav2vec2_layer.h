#pragma once

#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/nn/linear.h"
#include "engine/nn/norms.h"

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// One layer of the encoder: attention among all frames, then two linear layers, each added to its input.
/// Source: transformers, modeling_wav2vec2.py, Wav2Vec2EncoderLayer and …StableLayerNorm.
class Wav2Vec2Layer {
public:
    Wav2Vec2Layer(WeightReader& weights, const std::string& scope, const Wav2Vec2Config& config);

    /// x [T, width] -> same shape and type.
    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor attention(const at::Tensor& x) const;
    at::Tensor feedForward(const at::Tensor& x) const;

    std::int64_t m_heads;
    NormPlace m_normPlace;
    Linear m_qkv;
    Linear m_o;
    LayerNorm m_attentionNorm;
    Linear m_up;
    Linear m_down;
    LayerNorm m_feedForwardNorm;
};

} // namespace imprint::engine
