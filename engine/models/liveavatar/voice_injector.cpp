#include "engine/models/liveavatar/voice_injector.h"

#include "engine/nn/attention.h"

namespace imprint::engine {
namespace {

constexpr double kModulationEpsilon = 1e-5; // not that of the other norms

std::string attentionScope(std::int64_t rank)
{
    return concat("audio_injector.injector.", rank);
}

std::string modulationScope(std::int64_t rank)
{
    return concat("audio_injector.injector_adain_layers.", rank, ".linear");
}

} // namespace

VoiceInjector::VoiceInjector(WeightReader& weights, std::int64_t rank,
                             const LiveAvatarConfig& config)
    : m_heads(config.trunk.heads)
    , m_modulation(weights, modulationScope(rank), config.trunk.dim, 2 * config.trunk.dim)
    , m_q(weights, attentionScope(rank) + ".q", config.trunk.dim, config.trunk.dim)
    , m_kv(Linear::fused(weights, {attentionScope(rank) + ".k", attentionScope(rank) + ".v"},
                         config.trunk.dim, config.trunk.dim))
    , m_out(weights, attentionScope(rank) + ".o", config.trunk.dim, config.trunk.dim)
    , m_normQ(weights, attentionScope(rank) + ".norm_q", config.trunk.dim, config.trunk.epsilon)
    , m_normK(weights, attentionScope(rank) + ".norm_k", config.trunk.dim, config.trunk.epsilon)
{
}

at::Tensor VoiceInjector::splitHeads(const at::Tensor& x) const
{
    return x.unflatten(-1, {m_heads, -1});
}

VoiceKeys VoiceInjector::keysOf(const VoiceTokens& voice) const
{
    const at::ScalarType type = m_q.weight().scalar_type();
    const auto modulation = m_modulation(at::silu(voice.whole.to(type))).unsqueeze(1).chunk(2, -1);
    const auto kv = m_kv(voice.tokens.to(type)).chunk(2, -1);
    return {.shift = modulation[0],
            .scale = modulation[1],
            .perFrame = {.k = splitHeads(m_normK(kv[0])), .v = splitHeads(kv[1])}};
}

at::Tensor VoiceInjector::operator()(const at::Tensor& x, const VoiceKeys& keys) const
{
    const at::Tensor asked = modulatedLayerNorm(x, keys.shift, keys.scale, kModulationEpsilon);
    return m_out(attend(splitHeads(m_normQ(m_q(asked))), keys.perFrame.k, keys.perFrame.v));
}

} // namespace imprint::engine
