#include "tests/support/small_speaking_model.h"

#include "engine/models/umt5/umt5_config.h"
#include "engine/weights/config_json.h"
#include "tests/support/file_bytes.h"
#include "tests/support/small_parts.h"

#include <filesystem>

namespace imprint::test {
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
                       .inChannels = 2 * kSmallLatentChannels + 1,
                       .outChannels = kSmallLatentChannels};
    rollout.sampler.steps = {1000, 500};
    rollout.sampler.timeRounding = engine::TimeRounding::BFloat16;
    vae = smallVaeSizes();
    video = {{"width", 64}, {"height", 48}, {"framesPerSecond", 16}};
    rollout.cache = {.kind = engine::WanCacheKind::Window, .windowFrames = 9, .sinkFrames = 3};
}

void SmallSpeakingModel::writeTo(const std::string& folder) const
{
    std::filesystem::create_directories(folder + "/tokenizer");
    writeWeights(folder + "/generator.safetensors", 81, stored, [&](engine::WeightReader& weights) {
        const engine::LiveTalk network(weights, "", recipe.network());
    });
    writeVae(folder + "/vae.safetensors", vae, stored);
    writeEars(folder + "/ears.safetensors", ears, stored);
    for (const char* unread :
         {"/text.safetensors", "/tokenizer/spiece.model", "/tokenizer/tokenizer.json"})
        writeBytes(folder + unread, "not read here");
    writeBytes(folder + "/config.json", description().dump());
}

nlohmann::json SmallSpeakingModel::description() const
{
    engine::Umt5Config text{.vocabulary = 512,
                            .dim = recipe.rollout.network.textDim,
                            .attentionDim = 16,
                            .ffnDim = 24,
                            .heads = 2,
                            .layers = 2,
                            .textLength = recipe.rollout.network.textLength};
    return {{"recipe", jsonOf(recipe)},
            {"precision", precision},
            {"video", video},
            {"files",
             {{{"role", "generator"}, {"path", "generator.safetensors"}},
              {{"role", "text-encoder"}, {"path", "text.safetensors"}, {"network", toJson(text)}},
              {{"role", "tokenizer"}, {"path", "tokenizer/spiece.model"}},
              {{"role", "tokenizer"}, {"path", "tokenizer/tokenizer.json"}},
              {{"role", "vae"}, {"path", "vae.safetensors"}, {"network", vae}},
              earsFile("ears.safetensors", ears)}}};
}

} // namespace imprint::test
