#include "engine/nn/causal_block.h"

#include "engine/core/error.h"
#include "engine/nn/activations.h"
#include "engine/nn/attention.h"
#include "engine/nn/token_mixer.h"

namespace imprint::engine {
namespace {

std::int64_t normWidth(const CausalBlockConfig& config)
{
    return config.qkNorm == QkNorm::FullWidth ? config.dim : config.headDim();
}

RmsNorm makeQkNorm(WeightReader& weights, const std::string& scope, const CausalBlockConfig& config)
{
    return {weights, scope, normWidth(config), config.qkEpsilon};
}

} // namespace

CausalBlock::CausalBlock(WeightReader& weights, const std::string& scope,
                         const CausalBlockConfig& config)
    : m_config(config)
    , m_modulation(weights.require(scope + ".modulation", {1, 6, config.dim}))
    , m_qkv(Linear::fused(weights,
                          {scope + ".self_attn.q", scope + ".self_attn.k", scope + ".self_attn.v"},
                          config.dim, config.dim))
    , m_selfOut(weights, scope + ".self_attn.o", config.dim, config.dim)
    , m_selfNormQ(makeQkNorm(weights, scope + ".self_attn.norm_q", config))
    , m_selfNormK(makeQkNorm(weights, scope + ".self_attn.norm_k", config))
    , m_crossNorm(weights, scope + ".norm3", config.dim, config.epsilon)
    , m_crossQ(weights, scope + ".cross_attn.q", config.dim, config.dim)
    , m_crossKv(Linear::fused(weights, {scope + ".cross_attn.k", scope + ".cross_attn.v"},
                              config.dim, config.dim))
    , m_crossOut(weights, scope + ".cross_attn.o", config.dim, config.dim)
    , m_crossNormQ(makeQkNorm(weights, scope + ".cross_attn.norm_q", config))
    , m_crossNormK(makeQkNorm(weights, scope + ".cross_attn.norm_k", config))
    , m_ffnIn(weights, scope + ".ffn.0", config.dim, config.ffnDim)
    , m_ffnOut(weights, scope + ".ffn.2", config.ffnDim, config.dim)
{
}

at::Tensor CausalBlock::splitHeads(const at::Tensor& x, const RmsNorm* norm) const
{
    const auto split = [&](const at::Tensor& y) { return y.unflatten(-1, {m_config.heads, -1}); };
    if (norm == nullptr)
        return split(x);
    return m_config.qkNorm == QkNorm::FullWidth ? split((*norm)(x)) : (*norm)(split(x));
}

CrossKeys CausalBlock::crossKeys(const at::Tensor& context) const
{
    const auto kv = m_crossKv(context).chunk(2, -1);
    return {.k = splitHeads(kv[0], &m_crossNormK), .v = splitHeads(kv[1], nullptr)};
}

at::Tensor CausalBlock::selfAttention(const at::Tensor& x, SelfMixer& mixer) const
{
    const auto qkv = m_qkv(x).chunk(3, -1);
    return m_selfOut(mixer(splitHeads(qkv[0], &m_selfNormQ), splitHeads(qkv[1], &m_selfNormK),
                           splitHeads(qkv[2], nullptr)));
}

at::Tensor CausalBlock::crossAttention(const at::Tensor& x, const CrossKeys& cross) const
{
    const at::Tensor q =
        splitHeads(m_crossQ(m_crossNorm(x)), &m_crossNormQ); // [F, S, heads, width]
    const at::Tensor perContext =
        cross.k.size(0) == 1 ? q.flatten(0, 1).unsqueeze(0) : q; // [B, N, heads, width]
    return m_crossOut(attend(perContext, cross.k, cross.v)).view_as(x);
}

at::Tensor CausalBlock::operator()(const at::Tensor& x, const at::Tensor& modulation,
                                   const CrossKeys& cross, SelfMixer& mixer) const
{
    const auto m = (m_modulation + modulation).unsqueeze(2).unbind(1); // 6 × [F, 1, dim]
    const double eps = m_config.epsilon;
    at::Tensor y =
        at::addcmul(x, selfAttention(modulatedLayerNorm(x, m[0], m[1], eps), mixer), m[2]);
    y = y + crossAttention(y, cross);
    const at::Tensor hidden = geluTanh(m_ffnIn(modulatedLayerNorm(y, m[3], m[4], eps)));
    return at::addcmul(y, m_ffnOut(hidden), m[5]);
}

std::unique_ptr<SelfMixer> DitState::mixer(std::size_t layer, const Rotary& rotary, FrameSpan block,
                                           PassKind kind)
{
    if (tokenCaches.empty())
        return std::make_unique<CachedMixer>(rotary, block, caches[layer], tap(layer), kind);
    IMPRINT_ASSERT(kind == PassKind::Block, "single tokens are not made again");
    return std::make_unique<TokenMixer>(rotary, block, tokenCaches[layer]);
}

void DitState::restartCaches()
{
    IMPRINT_ASSERT(tokenCaches.empty(), "caches of single tokens do not begin again");
    for (KvCache& cache : caches)
        cache.restart();
}

void DitState::evictTokens(const KvShape& shape, const TokenEviction& eviction)
{
    while (tokenCaches.size() < caches.size())
        tokenCaches.emplace_back(shape, eviction);
    caches.clear();
}

std::int64_t DitState::kvBytes() const
{
    std::int64_t total = 0;
    for (const KvCache& cache : caches)
        total += cache.bytes();
    for (const TokenCache& cache : tokenCaches)
        total += cache.bytes();
    return total;
}

std::int64_t DitState::crossBytes() const
{
    std::int64_t total = 0;
    for (const CrossKeys& keys : cross)
        total += keys.bytes();
    return total;
}

} // namespace imprint::engine
