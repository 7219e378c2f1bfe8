#include "tests/support/small_avatar_model.h"

#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/weights/config_json.h"
#include "engine/weights/weight_file.h"
#include "tests/support/file_bytes.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_parts.h"
#include "tests/support/umt5_weights.h"

#include <array>
#include <filesystem>
#include <map>

namespace imprint::test {
namespace {

constexpr std::int64_t kLoraRank = 2;
constexpr double kLoraAlpha = 1;
constexpr const char* kIndex = "diffusion_pytorch_model.safetensors.index.json";

/// Every second tensor in the second of two shards.
void writeShards(const std::string& folder, const std::map<std::string, at::Tensor>& weights)
{
    std::array<std::map<std::string, at::Tensor>, 2> shards;
    nlohmann::json places = nlohmann::json::object();
    std::size_t shard = 0;
    for (const auto& [name, tensor] : weights) {
        shards.at(shard)[name] = tensor;
        places[name] = "shard" + std::to_string(shard) + ".safetensors";
        shard = 1 - shard;
    }
    for (std::size_t i = 0; i < shards.size(); ++i)
        engine::writeSafetensors(folder + "/shard" + std::to_string(i) + ".safetensors",
                                 shards.at(i));
    writeBytes(folder + "/" + kIndex,
               nlohmann::json{{"metadata", {{"total_size", 1}}}, {"weight_map", places}}.dump());
}

/// Factors for a matrix of the trunk and one of an injector.
void writeLora(const std::string& path, const std::map<std::string, at::Tensor>& weights)
{
    RandomTensors random(84);
    std::map<std::string, at::Tensor> factors;
    for (const char* target : {"blocks.1.ffn.0", "audio_injector.injector.0.q"}) {
        const at::Tensor& base = weights.at(std::string(target) + ".weight");
        const std::string scope = std::string("base_model.model.") + target;
        factors[scope + ".lora_A.default.weight"] = random({kLoraRank, base.size(1)}, 0.3);
        factors[scope + ".lora_B.default.weight"] = random({base.size(0), kLoraRank}, 0.3);
    }
    engine::writeSafetensors(path, factors);
}

} // namespace

SmallAvatarModel::SmallAvatarModel()
{
    ears.width = 12;
    ears.layers = 2;
    ears.heads = 3;
    ears.feedForward = 10;
    ears.channels = {6, 6, 6, 6, 6, 6, 6}; // with the published kernels and strides: 20 ms a frame
    ears.convolutionBias = true;
    ears.waveformNorm = engine::WaveformNorm::Layer;
    ears.normPlace = engine::NormPlace::Before;
    ears.positionKernel = 8;
    ears.positionGroups = 4;
    recipe.network.trunk = {.dim = 48,
                            .ffnDim = 40,
                            .heads = 2,
                            .layers = 3,
                            .textLength = 24,
                            .textDim = 16,
                            .timeDim = 32,
                            .inChannels = kSmallLatentChannels,
                            .outChannels = kSmallLatentChannels};
    recipe.network.parts.audioWidth = ears.width;
    recipe.network.parts.audioStates = ears.layers + 1;
    recipe.network.parts.injectedAfter = {0, 2};
    recipe.sampler.steps = 3;
    text = {.vocabulary = 512,
            .dim = recipe.network.trunk.textDim,
            .attentionDim = 16,
            .ffnDim = 24,
            .heads = 2,
            .layers = 2,
            .textLength = recipe.network.trunk.textLength};
    vae = smallVaeSizes();
    video = {{"width", 64}, {"height", 64}, {"framesPerSecond", 25}};
}

void SmallAvatarModel::writeTo(const std::string& folder) const
{
    std::filesystem::create_directories(folder);
    RandomWeights weights(81);
    const engine::LiveAvatarDit network(weights, recipe.network);
    writeShards(folder, weights.given());
    writeLora(folder + "/liveavatar.safetensors", weights.given());
    writeVae(folder + "/vae.safetensors", vae, at::kFloat);
    writeEars(folder + "/ears.safetensors", ears, at::kFloat);
    engine::writeSafetensors(folder + "/text.safetensors", umt5Weights(text, 85));
    writeBytes(folder + "/config.json", description().dump());
}

nlohmann::json SmallAvatarModel::description() const
{
    return {{"recipe", jsonOf(recipe)},
            {"precision", precision},
            {"video", video},
            {"files",
             {{{"role", "lora"},
               {"path", "liveavatar.safetensors"},
               {"rules", {{"prefixes", {"base_model.model."}}}},
               {"lora", {{"alpha", kLoraAlpha}, {"rank", kLoraRank}}}},
              {{"role", "generator"}, {"path", kIndex}},
              {{"role", "shard"}, {"path", "shard0.safetensors"}},
              {{"role", "shard"}, {"path", "shard1.safetensors"}},
              {{"role", "text-encoder"}, {"path", "text.safetensors"}, {"network", toJson(text)}},
              {{"role", "tokenizer"}, {"path", "tokenizer/spiece.model"}},
              {{"role", "tokenizer"}, {"path", "tokenizer/tokenizer.json"}},
              {{"role", "vae"}, {"path", "vae.safetensors"}, {"network", vae}},
              earsFile("ears.safetensors", ears)}}};
}

} // namespace imprint::test
