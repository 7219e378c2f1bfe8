#include "engine/models/liveavatar/voice_encoder.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

constexpr std::int64_t kKernel = 3;
constexpr std::int64_t kPicturesPerLatent = 4;
constexpr double kEpsilon = 1e-6;

/// Hands on the weights in fp32, whatever the network computes in.
class WideReader final : public WeightReader {
public:
    explicit WideReader(WeightReader& weights)
        : m_weights(weights)
    {
    }

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        return m_weights.require(name, shape).to(at::kFloat);
    }

private:
    WeightReader& m_weights;
};

const std::string kScope = "casual_audio_encoder.encoder.";

at::Tensor mixOf(WeightReader& weights, std::int64_t states)
{
    const at::Tensor share = at::silu(
        weights.require("casual_audio_encoder.weights", {1, states, 1, 1}).to(at::kFloat)[0]);
    return share / share.sum();
}

} // namespace

VoiceEncoder::Convolution::Convolution(WeightReader& weights, const std::string& scope,
                                       std::int64_t in, std::int64_t out, std::int64_t step)
    : weight(WideReader(weights).require(scope + ".conv.weight", {out, in, kKernel}))
    , bias(WideReader(weights).require(scope + ".conv.bias", {out}))
    , stride(step)
{
}

at::Tensor VoiceEncoder::Convolution::operator()(const at::Tensor& x) const
{
    return at::conv1d(at::replication_pad1d(x, {kKernel - 1, 0}), weight, bias, {stride});
}

VoiceEncoder::VoiceEncoder(WeightReader& weights, const LiveAvatarConfig& config)
    : m_config(config)
    , m_mix(mixOf(weights, config.parts.audioStates))
    , m_local(weights, kScope + "conv1_local", config.parts.audioWidth,
              config.trunk.dim / 4 * config.parts.audioStreams, 1)
    , m_global(weights, kScope + "conv1_global", config.parts.audioWidth, config.trunk.dim / 4, 1)
    , m_second(weights, kScope + "conv2", config.trunk.dim / 4, config.trunk.dim / 2, 2)
    , m_third(weights, kScope + "conv3", config.trunk.dim / 2, config.trunk.dim, 2)
    , m_final([&] {
        WideReader wide(weights);
        return Linear(wide, kScope + "final_linear", config.trunk.dim, config.trunk.dim);
    }())
    , m_padding(WideReader(weights)
                    .require(kScope + "padding_tokens", {1, 1, 1, config.trunk.dim})
                    .squeeze(0))
{
}

/// features [states, width, T] -> [1, width, T]
at::Tensor VoiceEncoder::mixed(const at::Tensor& features) const
{
    return (features.to(at::kFloat) * m_mix).sum(0, /*keepdim=*/true);
}

/// x [B, dim / 4, T] behind the first convolution -> [B, F, dim]; the same weights for every stream.
at::Tensor VoiceEncoder::compressed(const at::Tensor& x) const
{
    const auto activated = [](const at::Tensor& y) {
        const at::Tensor byTime = y.transpose(1, 2);
        return at::silu(at::layer_norm(byTime, {byTime.size(-1)}, {}, {}, kEpsilon));
    };
    const at::Tensor half = m_second(activated(x).transpose(1, 2));
    return activated(m_third(activated(half).transpose(1, 2)));
}

VoiceTokens VoiceEncoder::ofPrefixed(const at::Tensor& features, std::int64_t prefix) const
{
    const std::int64_t expected[] = {m_config.parts.audioStates, m_config.parts.audioWidth};
    if (features.dim() != 3 || features.sizes().slice(0, 2) != at::IntArrayRef(expected) ||
        features.size(2) < 1)
        throw Error(ErrorCode::BadShape,
                    concat("features of the voice have shape ", features.sizes(), ", expected [",
                           expected[0], ", ", expected[1], ", pictures]"));
    const at::Tensor x = at::replication_pad1d(mixed(features), {prefix, 0});
    const std::int64_t streams = m_config.parts.audioStreams;
    const at::Tensor local = m_local(x).view({streams, m_config.trunk.dim / 4, -1});
    const at::Tensor tokens = compressed(local).transpose(0, 1); // [F, streams, dim]
    const at::Tensor whole = m_final(compressed(m_global(x)))[0];
    return {.whole = whole,
            .tokens = at::cat({tokens, m_padding.expand({tokens.size(0), 1, -1})}, 1)};
}

VoiceTokens VoiceEncoder::ofBlock(const at::Tensor& features) const
{
    if (features.dim() != 3 || features.size(2) % kPicturesPerLatent != 0)
        throw Error(ErrorCode::BadShape,
                    concat("features of the voice have shape ", features.sizes(),
                           ", which is no whole number of latent frames of ", kPicturesPerLatent,
                           " pictures"));
    // One copy in front makes one latent frame more; upstream's 73 make 19, which see nothing else either.
    const VoiceTokens all = ofPrefixed(features, 1);
    const std::int64_t frames = features.size(2) / kPicturesPerLatent;
    return {.whole = all.whole.narrow(0, 1, frames), .tokens = all.tokens.narrow(0, 1, frames)};
}

} // namespace imprint::engine
