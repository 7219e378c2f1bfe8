#include "engine/models/wav2vec2/wav2vec2_encoder.h"

#include "engine/core/error.h"

namespace imprint::engine {

Wav2Vec2Encoder::Wav2Vec2Encoder(WeightReader& weights, const std::string& scope,
                                 const Wav2Vec2Config& config, WeightNormNames names)
    : m_config(config)
    , m_features(weights, scope + "feature_extractor", config)
    , m_projectionNorm(weights, scope + "feature_projection.layer_norm", config.channels.back(),
                       config.epsilon)
    , m_projection(weights, scope + "feature_projection.projection", config.channels.back(),
                   config.width)
    , m_positions(weights, positionsScope(scope), names, config.width, config.positionKernel,
                  config.positionGroups)
    , m_norm(weights, scope + "encoder.layer_norm", config.width, config.epsilon)
{
    for (std::int64_t layer = 0; layer < config.layers; ++layer)
        m_layers.emplace_back(weights, concat(scope, "encoder.layers.", layer), config);
}

std::string Wav2Vec2Encoder::positionsScope(const std::string& scope)
{
    return scope + "encoder.pos_conv_embed.conv";
}

at::Tensor Wav2Vec2Encoder::hiddenStates(const at::Tensor& features) const
{
    const bool normsBefore = m_config.normPlace == NormPlace::Before;
    at::Tensor x = m_positions(m_projection(m_projectionNorm(features)));
    if (!normsBefore)
        x = m_norm(x);
    std::vector<at::Tensor> states = {x};
    for (const Wav2Vec2Layer& layer : m_layers)
        states.push_back(layer(states.back()));
    if (normsBefore)
        states.back() = m_norm(states.back());
    return at::stack(states);
}

} // namespace imprint::engine
