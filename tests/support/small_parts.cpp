#include "tests/support/small_parts.h"

#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"
#include "engine/weights/weight_file.h"
#include "tests/support/random_weights.h"

#include <map>
#include <vector>

namespace imprint::test {

void writeWeights(const std::string& path, std::uint64_t seed, at::ScalarType type,
                  const std::function<void(engine::WeightReader&)>& build,
                  const std::string& prefix)
{
    RandomWeights weights(seed, type);
    build(weights);
    std::map<std::string, at::Tensor> named;
    for (const auto& [name, tensor] : weights.given())
        named[prefix + name] = tensor;
    engine::writeSafetensors(path, named);
}

nlohmann::json smallVaeSizes()
{
    return {{"dim", 8},
            {"z_dim", kSmallLatentChannels},
            {"dim_mult", {1, 2, 2, 2}},
            {"num_res_blocks", 1},
            {"temperal_downsample", {false, true, true}},
            {"mean", std::vector<double>(kSmallLatentChannels, 0.1)},
            {"std", std::vector<double>(kSmallLatentChannels, 1.5)}};
}

void writeVae(const std::string& path, const nlohmann::json& sizes, at::ScalarType type)
{
    writeWeights(path, 82, type, [&](engine::WeightReader& weights) {
        const engine::WanVaeConfig config = engine::readWanVaeConfig(sizes, "vae");
        const engine::WanVaeDecoder decoder(weights, config);
        const engine::WanVaeEncoder encoder(weights, config);
    });
}

nlohmann::json sizesOf(const engine::Wav2Vec2Config& ears)
{
    return {
        {"hidden_size", ears.width},
        {"num_hidden_layers", ears.layers},
        {"num_attention_heads", ears.heads},
        {"intermediate_size", ears.feedForward},
        {"conv_dim", ears.channels},
        {"conv_kernel", ears.kernels},
        {"conv_stride", ears.strides},
        {"conv_bias", ears.convolutionBias},
        {"feat_extract_norm", ears.waveformNorm == engine::WaveformNorm::Group ? "group" : "layer"},
        {"do_stable_layer_norm", ears.normPlace == engine::NormPlace::Before},
        {"num_conv_pos_embeddings", ears.positionKernel},
        {"num_conv_pos_embedding_groups", ears.positionGroups},
        {"layer_norm_eps", ears.epsilon}};
}

void writeEars(const std::string& path, const engine::Wav2Vec2Config& ears, at::ScalarType type)
{
    writeWeights(
        path, 83, type,
        [&](engine::WeightReader& weights) {
            weights.require("masked_spec_embed", {ears.width}); // published, and not used
            const engine::Wav2Vec2Encoder encoder(weights, "", ears,
                                                  engine::WeightNormNames::Suffixes);
        },
        "wav2vec2.");
}

nlohmann::json earsFile(const std::string& path, const engine::Wav2Vec2Config& ears)
{
    return {{"role", "audio-encoder"},
            {"path", path},
            {"rules", {{"prefixes", {"wav2vec2."}}, {"ignored", {"lm_head", "masked_spec_embed"}}}},
            {"network", sizesOf(ears)}};
}

engine::PromptReader inventedPrompts(const engine::Umt5Files& files)
{
    return [config = files.config, type = files.type](const std::vector<std::string>& prompts,
                                                      const engine::BlockProgress&) {
        std::vector<at::Tensor> embeddings;
        for (const std::string& prompt : prompts)
            embeddings.push_back(inventedEmbedding(prompt, config).to(type));
        return embeddings;
    };
}

at::Tensor inventedEmbedding(const std::string& prompt, const engine::Umt5Config& config)
{
    return RandomTensors(std::hash<std::string>{}(prompt))({config.textLength, config.dim});
}

} // namespace imprint::test
