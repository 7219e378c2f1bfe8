#include "tests/support/small_wan_model.h"

#include "engine/models/taehv/taehv.h"
#include "engine/weights/config_json.h"
#include "engine/weights/weight_file.h"
#include "tests/support/file_bytes.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_parts.h"
#include "tests/support/small_wan_dit.h"
#include "tests/support/umt5_weights.h"

#include <filesystem>

namespace imprint::test {
namespace {

void writeSmallDecoder(const std::string& path, const nlohmann::json& sizes)
{
    const engine::TaehvConfig config = engine::readTaehvConfig(sizes, "small");
    RandomWeights weights(62);
    const engine::TaehvDecoder decoder(weights, config);
    const engine::TaehvEncoder encoder(weights, config);
    engine::writeSafetensors(path, weights.given());
}

} // namespace

SmallWanModel::SmallWanModel()
{
    recipe.network = {.dim = 48,
                      .ffnDim = 40,
                      .heads = 2,
                      .layers = 3,
                      .textLength = 24,
                      .textDim = 16,
                      .timeDim = 32,
                      .inChannels = kSmallLatentChannels,
                      .outChannels = kSmallLatentChannels};
    recipe.sampler.steps = {1000, 500};
    recipe.cache = {.kind = engine::WanCacheKind::Window, .windowFrames = 12, .sinkFrames = 3};
    recipe.prompts.onSwitch = engine::PromptSwitch::Recache;
    text = {.vocabulary = 512,
            .dim = recipe.network.textDim,
            .attentionDim = 16,
            .ffnDim = 24,
            .heads = 2,
            .layers = 2,
            .textLength = recipe.network.textLength};
}

SmallWanModel SmallWanModel::ofShots()
{
    SmallWanModel model;
    engine::WanRecipe& recipe = model.recipe;
    recipe.sampler = {.blockFrames = 4,
                      .steps = {},
                      .evenSteps = 3,
                      .solver = engine::FlowSolver::UniPc,
                      .timeRounding = engine::TimeRounding::Whole};
    recipe.cache = {.kind = engine::WanCacheKind::Window, .windowFrames = 16, .sinkFrames = 4};
    recipe.prompts = {.shotPrefix = "Cut. ", .shotOffset = 4, .keepShotStart = true};
    model.vaeHasShortcuts = true;
    model.height = 64; // 32 pixels are a token
    return model;
}

void SmallWanModel::writeTo(const std::string& folder) const
{
    std::filesystem::create_directories(folder);
    engine::writeSafetensors(folder + "/generator.safetensors", smallWanWeights(recipe.network));
    engine::writeSafetensors(folder + "/text.safetensors", umt5Weights(text, 90));
    writeVae(folder + "/vae.safetensors", vaeSizes(), at::kFloat);
    writeSmallDecoder(folder + "/small.safetensors", smallDecoderSizes());
    writeBytes(folder + "/config.json", description().dump());
}

nlohmann::json SmallWanModel::description() const
{
    const auto file = [](const char* role, const char* path) {
        return nlohmann::json{{"role", role}, {"path", path}};
    };
    const auto sized = [&](const char* role, const char* path, nlohmann::json network) {
        nlohmann::json entry = file(role, path);
        entry["network"] = std::move(network);
        return entry;
    };
    return {{"recipe", jsonOf(recipe)},
            {"precision", "fp32"},
            {"video", {{"width", 64}, {"height", height}, {"framesPerSecond", 16}}},
            {"files",
             {file("generator", "generator.safetensors"),
              sized("text-encoder", "text.safetensors", textSizes()),
              file("tokenizer", "tokenizer/spiece.model"),
              file("tokenizer", "tokenizer/tokenizer.json"),
              sized("vae", "vae.safetensors", vaeSizes()),
              sized("small-decoder", "small.safetensors", smallDecoderSizes())}}};
}

nlohmann::json SmallWanModel::vaeSizes() const
{
    nlohmann::json sizes = smallVaeSizes();
    if (vaeHasShortcuts)
        sizes.update({{"dim", 4}, {"dec_dim", 8}, {"is_residual", true}, {"patch_size", 2}});
    return sizes;
}

nlohmann::json SmallWanModel::smallDecoderSizes() const
{
    return {{"n_f", {16, 8, 8, 8}},
            {"latent_channels", kSmallLatentChannels},
            {"encoder_channels", 8},
            {"decoder_time_upscale", {false, true, true}},
            {"decoder_space_upscale", {true, true, true}},
            {"patch_size", 1}};
}

nlohmann::json SmallWanModel::textSizes() const
{
    return toJson(text);
}

} // namespace imprint::test
