#include "engine/models/wav2vec2/wav2vec2_layer.h"

#include "engine/nn/attention.h"

namespace imprint::engine {

Wav2Vec2Layer::Wav2Vec2Layer(WeightReader& weights, const std::string& scope,
                             const Wav2Vec2Config& c)
    : m_heads(c.heads)
    , m_normPlace(c.normPlace)
    , m_qkv(Linear::fused(
          weights,
          {scope + ".attention.q_proj", scope + ".attention.k_proj", scope + ".attention.v_proj"},
          c.width, c.width))
    , m_o(weights, scope + ".attention.out_proj", c.width, c.width)
    , m_attentionNorm(weights, scope + ".layer_norm", c.width, c.epsilon)
    , m_up(weights, scope + ".feed_forward.intermediate_dense", c.width, c.feedForward)
    , m_down(weights, scope + ".feed_forward.output_dense", c.feedForward, c.width)
    , m_feedForwardNorm(weights, scope + ".final_layer_norm", c.width, c.epsilon)
{
}

at::Tensor Wav2Vec2Layer::operator()(const at::Tensor& x) const
{
    if (m_normPlace == NormPlace::Before) {
        const at::Tensor attended = x + attention(m_attentionNorm(x));
        return attended + feedForward(m_feedForwardNorm(attended));
    }
    const at::Tensor attended = m_attentionNorm(x + attention(x));
    return m_feedForwardNorm(attended + feedForward(attended));
}

at::Tensor Wav2Vec2Layer::attention(const at::Tensor& x) const
{
    const auto parts = m_qkv(x).view({1, x.size(0), 3, m_heads, -1}).unbind(2);
    return m_o(attend(parts[0], parts[1], parts[2]).squeeze(0));
}

at::Tensor Wav2Vec2Layer::feedForward(const at::Tensor& x) const
{
    return m_down(at::gelu(m_up(x)));
}

} // namespace imprint::engine
