#include "engine/models/wav2vec2/wav2vec2_config.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"

#include <string_view>

namespace imprint::engine {
namespace {

constexpr std::int64_t kMostLayers = 256;
constexpr std::int64_t kMostHeads = 1024;
constexpr std::int64_t kMostKernel = 4096;

void checkAll(const char* key, const std::vector<std::int64_t>& values, std::int64_t high)
{
    for (const std::int64_t value : values)
        checkBetween(key, value, 1, high);
}

void checkDivides(const char* key, std::int64_t parts, std::int64_t width)
{
    if (width % parts != 0)
        throw Error(ErrorCode::BadConfig, concat("'", key, "' is ", parts),
                    concat("It must divide 'hidden_size', which is ", width));
}

WaveformNorm waveformNorm(const nlohmann::json& json)
{
    std::string name;
    readEntry(json, "feat_extract_norm", name);
    if (name == "group")
        return WaveformNorm::Group;
    if (name == "layer")
        return WaveformNorm::Layer;
    throw Error(ErrorCode::BadConfig, concat("'feat_extract_norm' is '", printable(name), "'"),
                "It must be 'group' or 'layer'");
}

/// The published configs state both activations; a config may leave them out.
void checkActivation(const nlohmann::json& json, const char* key)
{
    if (!json.contains(key))
        return;
    std::string name;
    readEntry(json, key, name);
    if (name != "gelu")
        throw Error(ErrorCode::Unsupported,
                    concat("'", key, "' is '", printable(name), "', only 'gelu' is known"));
}

void check(const Wav2Vec2Config& c)
{
    checkBetween("hidden_size", c.width, 1, kMostWidth);
    checkBetween("num_hidden_layers", c.layers, 1, kMostLayers);
    checkBetween("num_attention_heads", c.heads, 1, kMostHeads);
    checkBetween("intermediate_size", c.feedForward, 1, kMostWidth);
    checkBetween("num_conv_pos_embeddings", c.positionKernel, 1, kMostKernel);
    checkBetween("num_conv_pos_embedding_groups", c.positionGroups, 1, kMostWidth);
    checkDivides("num_attention_heads", c.heads, c.width);
    checkDivides("num_conv_pos_embedding_groups", c.positionGroups, c.width);
    checkAll("conv_dim", c.channels, kMostWidth);
    checkAll("conv_kernel", c.kernels, kMostKernel);
    checkAll("conv_stride", c.strides, kMostKernel);
    if (c.channels.empty() || c.kernels.size() != c.channels.size() ||
        c.strides.size() != c.channels.size())
        throw Error(ErrorCode::BadConfig,
                    "'conv_dim', 'conv_kernel' and 'conv_stride' must be lists of one length");
    if (!(c.epsilon > 0 && c.epsilon < 1))
        throw Error(ErrorCode::BadConfig, concat("'layer_norm_eps' is ", c.epsilon),
                    "It must be between 0 and 1");
}

} // namespace

std::int64_t Wav2Vec2Config::framesOf(std::int64_t samples) const
{
    std::int64_t frames = samples;
    for (std::size_t i = 0; i < kernels.size(); ++i) {
        if (frames < kernels[i])
            return 0;
        frames = (frames - kernels[i]) / strides[i] + 1;
    }
    return frames;
}

std::int64_t Wav2Vec2Config::samplesPerFrame() const
{
    std::int64_t samples = 1;
    for (const std::int64_t stride : strides)
        samples *= stride;
    return samples;
}

std::int64_t Wav2Vec2Config::fewestSamples() const
{
    std::int64_t samples = 1;
    for (std::size_t i = kernels.size(); i-- > 0;)
        samples = (samples - 1) * strides[i] + kernels[i];
    return samples;
}

Wav2Vec2Config readWav2Vec2Config(const nlohmann::json& json, const std::string& where)
{
    Wav2Vec2Config config;
    namingFile(where, [&] {
        bool normsBefore = false;
        readEntry(json, "hidden_size", config.width);
        readEntry(json, "num_hidden_layers", config.layers);
        readEntry(json, "num_attention_heads", config.heads);
        readEntry(json, "intermediate_size", config.feedForward);
        readEntry(json, "conv_dim", config.channels);
        readEntry(json, "conv_kernel", config.kernels);
        readEntry(json, "conv_stride", config.strides);
        readEntry(json, "conv_bias", config.convolutionBias);
        readEntry(json, "do_stable_layer_norm", normsBefore);
        readEntry(json, "num_conv_pos_embeddings", config.positionKernel);
        readEntry(json, "num_conv_pos_embedding_groups", config.positionGroups);
        readEntry(json, "layer_norm_eps", config.epsilon);
        config.waveformNorm = waveformNorm(json);
        config.normPlace = normsBefore ? NormPlace::Before : NormPlace::After;
        checkActivation(json, "feat_extract_activation");
        checkActivation(json, "hidden_act");
        check(config);
    });
    return config;
}

} // namespace imprint::engine
