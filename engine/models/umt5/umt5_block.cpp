#include "engine/models/umt5/umt5_block.h"

#include "engine/nn/activations.h"

namespace imprint::engine {
namespace {

Linear projection(WeightReader& weights, const std::string& scope, std::int64_t in,
                  std::int64_t out)
{
    return {weights, scope, in, out, Bias::No};
}

} // namespace

Umt5Block::Umt5Block(WeightReader& weights, const std::string& scope, const Umt5Config& config)
    : m_heads(config.heads)
    , m_norm1(weights, scope + ".norm1", config.dim, kUmt5NormEpsilon)
    , m_q(projection(weights, scope + ".attn.q", config.dim, config.attentionDim))
    , m_k(projection(weights, scope + ".attn.k", config.dim, config.attentionDim))
    , m_v(projection(weights, scope + ".attn.v", config.dim, config.attentionDim))
    , m_o(projection(weights, scope + ".attn.o", config.attentionDim, config.dim))
    , m_positionBias(weights.require(scope + ".pos_embedding.embedding.weight",
                                     {config.buckets, config.heads}))
    , m_norm2(weights, scope + ".norm2", config.dim, kUmt5NormEpsilon)
    , m_gate(projection(weights, scope + ".ffn.gate.0", config.dim, config.ffnDim))
    , m_up(projection(weights, scope + ".ffn.fc1", config.dim, config.ffnDim))
    , m_down(projection(weights, scope + ".ffn.fc2", config.ffnDim, config.dim))
{
}

at::Tensor Umt5Block::operator()(const at::Tensor& x, const at::Tensor& buckets) const
{
    const at::Tensor attended = x + attend(m_norm1(x), buckets);
    return attended + feedForward(m_norm2(attended));
}

at::Tensor Umt5Block::attend(const at::Tensor& x, const at::Tensor& buckets) const
{
    const std::int64_t count = x.size(0);
    const auto byHead = [&](const at::Tensor& y) { // [heads, T, width]
        return y.view({count, m_heads, -1}).transpose(0, 1);
    };
    // Row q of the bias is a window over the table of distances that begins count - 1 - q further on.
    const at::Tensor byOffset = m_positionBias.index_select(0, buckets).t(); // [heads, 2T - 1]
    const at::Tensor bias = byOffset.unfold(1, count, 1).flip(1);            // [heads, T, T]
    // No 1/√width: T5 has it in its weights.
    const at::Tensor logits = at::matmul(byHead(m_q(x)), byHead(m_k(x)).transpose(1, 2)).add_(bias);
    const at::Tensor weights = logits.softmax(-1, at::kFloat).to(x.scalar_type());
    return m_o(at::matmul(weights, byHead(m_v(x))).transpose(0, 1).flatten(1));
}

at::Tensor Umt5Block::feedForward(const at::Tensor& x) const
{
    return m_down(m_up(x) * geluTanh(m_gate(x)));
}

} // namespace imprint::engine
