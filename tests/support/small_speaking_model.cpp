#include "tests/support/small_speaking_model.h"

#include "engine/models/umt5/umt5_config.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wav2vec2/wav2vec2_encoder.h"
#include "engine/weights/config_json.h"
#include "engine/weights/weight_file.h"
#include "tests/support/file_bytes.h"
#include "tests/support/random_weights.h"
#include "tests/support/umt5_weights.h"

#include <filesystem>
#include <functional>

namespace imprint::test {
namespace {

constexpr std::int64_t kChannels = 16;

/// Writes whatever a network asks for, with this in front of the names.
void write(const std::string& path, std::uint64_t seed, at::ScalarType type,
           const std::function<void(engine::WeightReader&)>& build, const std::string& prefix = "")
{
    RandomWeights weights(seed, type);
    build(weights);
    std::map<std::string, at::Tensor> named;
    for (const auto& [name, tensor] : weights.given())
        named[prefix + name] = tensor;
    engine::writeSafetensors(path, named);
}

nlohmann::json earsSizes(const engine::Wav2Vec2Config& ears)
{
    return {{"hidden_size", ears.width},
            {"num_hidden_layers", ears.layers},
            {"num_attention_heads", ears.heads},
            {"intermediate_size", ears.feedForward},
            {"conv_dim", ears.channels},
            {"conv_kernel", ears.kernels},
            {"conv_stride", ears.strides},
            {"conv_bias", ears.convolutionBias},
            {"feat_extract_norm", "group"},
            {"do_stable_layer_norm", false},
            {"num_conv_pos_embeddings", ears.positionKernel},
            {"num_conv_pos_embedding_groups", ears.positionGroups},
            {"layer_norm_eps", ears.epsilon}};
}

} // namespace

SmallSpeakingModel::SmallSpeakingModel()
{
    ears.width = 12;
    ears.layers = 2;
    ears.heads = 3;
    ears.feedForward = 10;
    ears.channels = {6, 6, 6, 6, 6, 6, 6}; // with the published kernels and strides: 20 ms a frame
    ears.positionKernel = 8;
    ears.positionGroups = 4;
    recipe.sound = {.channels = (ears.layers + 2) * ears.width, .width = 6};
    engine::WanRecipe& rollout = recipe.rollout;
    rollout.network = {.dim = 48,
                       .ffnDim = 40,
                       .heads = 2,
                       .layers = 4,
                       .textLength = 24,
                       .textDim = 16,
                       .timeDim = 32,
                       .inChannels = 2 * kChannels + 1,
                       .outChannels = kChannels};
    rollout.sampler.steps = {1000, 500};
    rollout.sampler.timeRounding = engine::TimeRounding::BFloat16;
    vae = {{"dim", 8},
           {"z_dim", kChannels},
           {"dim_mult", {1, 2, 2, 2}},
           {"num_res_blocks", 1},
           {"temperal_downsample", {false, true, true}},
           {"mean", std::vector<double>(kChannels, 0.1)},
           {"std", std::vector<double>(kChannels, 1.5)}};
    video = {{"width", 64}, {"height", 48}, {"framesPerSecond", 16}};
    rollout.cache = {.kind = engine::WanCacheKind::Window, .windowFrames = 9, .sinkFrames = 3};
}

void SmallSpeakingModel::writeTo(const std::string& folder) const
{
    std::filesystem::create_directories(folder + "/tokenizer");
    write(folder + "/generator.safetensors", 81, stored, [&](engine::WeightReader& weights) {
        const engine::LiveTalk network(weights, "", recipe.network());
    });
    write(folder + "/vae.safetensors", 82, stored, [&](engine::WeightReader& weights) {
        const engine::WanVaeConfig config = engine::readWanVaeConfig(vae, "vae");
        const engine::WanVaeDecoder decoder(weights, config);
        const engine::WanVaeEncoder encoder(weights, config);
    });
    write(
        folder + "/ears.safetensors", 83, stored,
        [&](engine::WeightReader& weights) {
            weights.require("masked_spec_embed", {ears.width}); // published, and not used
            const engine::Wav2Vec2Encoder encoder(weights, "", ears,
                                                  engine::WeightNormNames::Suffixes);
        },
        "wav2vec2.");
    engine::writeSafetensors(folder + "/text.safetensors", umt5Weights(textSizes(), 84));
    for (const char* unread : {"/tokenizer/spiece.model", "/tokenizer/tokenizer.json"})
        writeBytes(folder + unread, "not read here");
    writeBytes(folder + "/config.json", description().dump());
}

engine::Umt5Config SmallSpeakingModel::textSizes() const
{
    return {.vocabulary = 512,
            .dim = recipe.rollout.network.textDim,
            .attentionDim = 16,
            .ffnDim = 24,
            .heads = 2,
            .layers = 2,
            .textLength = recipe.rollout.network.textLength};
}

nlohmann::json SmallSpeakingModel::description() const
{
    return {
        {"recipe", jsonOf(recipe)},
        {"precision", precision},
        {"video", video},
        {"files",
         {{{"role", "generator"}, {"path", "generator.safetensors"}},
          {{"role", "text-encoder"},
           {"path", "text.safetensors"},
           {"network", toJson(textSizes())}},
          {{"role", "tokenizer"}, {"path", "tokenizer/spiece.model"}},
          {{"role", "tokenizer"}, {"path", "tokenizer/tokenizer.json"}},
          {{"role", "vae"}, {"path", "vae.safetensors"}, {"network", vae}},
          {{"role", "audio-encoder"},
           {"path", "ears.safetensors"},
           {"rules", {{"prefixes", {"wav2vec2."}}, {"ignored", {"lm_head", "masked_spec_embed"}}}},
           {"network", earsSizes(ears)}}}}};
}

} // namespace imprint::test
