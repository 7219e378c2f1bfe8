#include "engine/models/wav2vec2/waveform_features.h"

#include "engine/core/error.h"

#include <cmath>
#include <optional>

namespace imprint::engine {
namespace {

constexpr double kVarianceFloor =
    1e-7; // of the feature extractor that the encoders are published with
constexpr double kNormEpsilon = 1e-5; // of these norms it is no setting

} // namespace

at::Tensor normalisedSamples(const at::Tensor& samples)
{
    const at::Tensor wide = samples.to(at::kDouble);
    const at::Tensor centred = wide - wide.mean();
    const at::Tensor variance = centred.square().mean();
    return (centred / (variance + kVarianceFloor).sqrt()).to(at::kFloat);
}

at::Tensor normalisedSamples(const at::Tensor& samples, const WaveformMoments& moments)
{
    const double deviation = std::sqrt(moments.variance + kVarianceFloor);
    return ((samples.to(at::kDouble) - moments.mean) / deviation).to(at::kFloat);
}

WaveformFeatures::WaveformFeatures(WeightReader& weights, const std::string& scope,
                                   const Wav2Vec2Config& config)
    : m_config(config)
{
    std::int64_t in = 1;
    for (std::size_t i = 0; i < config.channels.size(); ++i) {
        const std::string name = concat(scope, ".conv_layers.", i);
        const std::int64_t out = config.channels[i];
        Layer layer;
        layer.weight = weights.require(name + ".conv.weight", {out, in, config.kernels[i]});
        layer.stride = config.strides[i];
        if (config.convolutionBias)
            layer.bias = weights.require(name + ".conv.bias", {out});
        if (config.waveformNorm == WaveformNorm::Layer || i == 0) {
            layer.normWeight = weights.require(name + ".layer_norm.weight", {out});
            layer.normBias = weights.require(name + ".layer_norm.bias", {out});
        }
        m_layers.push_back(std::move(layer));
        in = out;
    }
}

void WaveformFeatures::requireEnough(const at::Tensor& samples) const
{
    if (m_config.framesOf(samples.size(0)) < 1)
        throw Error(ErrorCode::BadInput,
                    concat("a sound of ", samples.size(0), " samples is too short to be heard"),
                    concat("It must have ", m_config.fewestSamples(), " of them"));
}

at::Tensor WaveformFeatures::convolved(const at::Tensor& x, const Layer& layer) const
{
    const auto bias = layer.bias.defined() ? std::optional(layer.bias) : std::nullopt;
    return at::conv1d(x, layer.weight, bias, layer.stride);
}

at::Tensor WaveformFeatures::behindFirst(at::Tensor x) const
{
    for (std::size_t i = 1; i < m_layers.size(); ++i)
        x = at::gelu(norm(convolved(x, m_layers[i]), m_layers[i]));
    return x.squeeze(0).t();
}

at::Tensor WaveformFeatures::operator()(const at::Tensor& samples) const
{
    requireEnough(samples);
    const Layer& first = m_layers.front();
    const at::Tensor x = samples.to(first.weight.scalar_type()).view({1, 1, -1});
    return behindFirst(at::gelu(norm(convolved(x, first), first)));
}

at::Tensor WaveformFeatures::operator()(const at::Tensor& samples,
                                        const WaveformMoments& moments) const
{
    if (m_config.waveformNorm == WaveformNorm::Layer) // knows no other time than its own
        return (*this)(normalisedSamples(samples, moments));
    requireEnough(samples);
    return behindFirst(at::gelu(normByMoments(firstResponses(samples), moments)).unsqueeze(0));
}

at::Tensor WaveformFeatures::firstResponses(const at::Tensor& samples) const
{
    const Layer& first = m_layers.front();
    if (samples.size(0) < first.weight.size(2))
        return at::empty({firstChannels(), 0}, first.weight.options());
    const at::Tensor x = samples.to(first.weight.scalar_type()).view({1, 1, -1});
    return at::conv1d(x, first.weight, {}, first.stride).squeeze(0);
}

at::Tensor WaveformFeatures::normByMoments(const at::Tensor& x,
                                           const WaveformMoments& moments) const
{
    // Normalising the samples and a bias move and stretch a channel's responses alike, so that the norm takes both off
    // again; all that is left of the samples' variance is its weight against the norm's epsilon.
    const Layer& first = m_layers.front();
    const double sampleVariance = moments.variance + kVarianceFloor;
    const at::Tensor scale = first.normWeight.to(at::kDouble) *
                             (moments.responseVariance + kNormEpsilon * sampleVariance).rsqrt();
    const at::Tensor shift = first.normBias.to(at::kDouble) - moments.responseMean * scale;
    return (x.to(at::kDouble) * scale.unsqueeze(1) + shift.unsqueeze(1)).to(x.scalar_type());
}

at::Tensor WaveformFeatures::norm(const at::Tensor& x, const Layer& layer) const
{
    if (!layer.normWeight.defined())
        return x;
    const std::int64_t channels = x.size(1);
    if (m_config.waveformNorm == WaveformNorm::Group)
        return at::group_norm(x, channels, layer.normWeight, layer.normBias, kNormEpsilon);
    return at::layer_norm(x.transpose(1, 2), {channels}, layer.normWeight, layer.normBias,
                          kNormEpsilon)
        .transpose(1, 2);
}

} // namespace imprint::engine
