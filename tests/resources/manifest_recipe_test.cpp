#include "tests/support/torch_test.h"

#include "app/session/models/model_manifest.h"
#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/models/taehv/taehv.h"
#include "engine/models/umt5/umt5_encoder.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wan_vae/wan_vae_forecast.h"
#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"
#include "engine/pipeline/livetalk/livetalk_recipe.h"
#include "engine/pipeline/wan/wan_recipe.h"
#include "engine/weights/checkpoint_rules.h"
#include "engine/weights/config_json.h"
#include "engine/weights/weight_reader.h"
#include "tests/support/error_of.h"

#include <filesystem>
#include <map>
#include <set>
#include <tuple>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

const std::string kFolder = IMPRINT_SOURCE_DIR "/resources/manifests";

/// Hands out tensors without memory, and counts what a network asks for.
class CountingReader : public WeightReader {
public:
    at::Tensor require(const std::string&, at::IntArrayRef shape) override
    {
        at::Tensor tensor = at::empty(shape, at::TensorOptions().device(at::kMeta));
        ++tensors;
        parameters += tensor.numel();
        return tensor;
    }

    std::int64_t tensors = 0;
    std::int64_t parameters = 0;
};

struct Count {
    std::int64_t tensors = 0;
    std::int64_t parameters = 0;

    friend bool operator==(const Count&, const Count&) = default;
};

std::ostream& operator<<(std::ostream& out, const Count& count)
{
    return out << count.tensors << " tensors, " << count.parameters << " parameters";
}

/// What the engine's own class asks its file for.
template <class Network, class Config>
Count countOf(const Config& config)
{
    CountingReader reader;
    const Network network(reader, "", config);
    return {reader.tensors, reader.parameters};
}

nlohmann::json manifest(const std::string& name)
{
    return readStrictJson(concat(kFolder, "/", name, ".json"));
}

Count statedCount(const nlohmann::json& manifest)
{
    return {manifest.at("memory").at("tensors"), manifest.at("memory").at("parameters")};
}

/// The autoencoder that a model uses.
WanVaeConfig vaeOf(const std::string& name)
{
    const std::vector<std::string> parts = manifest(name).at("uses");
    for (const std::string& part : parts) {
        const nlohmann::json files = manifest(part).at("files");
        for (const nlohmann::json& file : files)
            if (file.at("role") == "vae")
                return readWanVaeConfig(file.at("network"), part);
    }
    throw std::runtime_error("no autoencoder of " + name);
}

/// The recipes of networks of LiveTalk's kind that hear, or of those that don't, as they stand in the manifests.
std::map<std::string, nlohmann::json> writtenRecipes(bool hears)
{
    std::map<std::string, nlohmann::json> all;
    for (const auto& entry : fs::directory_iterator(kFolder)) {
        const std::string name = entry.path().stem();
        const nlohmann::json read = manifest(name);
        if (read.contains("recipe") && !isAvatar(read.at("recipe")) &&
            hearsSound(read.at("recipe")) == hears)
            all[name] = read.at("recipe");
    }
    return all;
}

std::map<std::string, WanRecipe> recipes()
{
    std::map<std::string, WanRecipe> all;
    for (const auto& [name, written] : writtenRecipes(/*hears=*/false))
        all[name] = readWanRecipe(written, name);
    return all;
}

std::map<std::string, LiveTalkRecipe> speakingRecipes()
{
    std::map<std::string, LiveTalkRecipe> all;
    for (const auto& [name, written] : writtenRecipes(/*hears=*/true))
        all[name] = readLiveTalkRecipe(written, name);
    return all;
}

nlohmann::json avatarRecipe()
{
    return manifest("liveavatar").at("recipe");
}

} // namespace

TEST_CASE("Manifests: every recipe is one that the engine reads to the last key", "[manifests]")
{
    const auto all = recipes();
    CHECK(all.size() == 7);
    for (const auto& [name, recipe] : all) {
        CAPTURE(name);
        CHECK(jsonOf(readWanRecipe(jsonOf(recipe), name)) == jsonOf(recipe));
    }
    const auto speaking = speakingRecipes();
    CHECK(speaking.size() == 1);
    for (const auto& [name, recipe] : speaking) {
        CAPTURE(name);
        CHECK(jsonOf(readLiveTalkRecipe(jsonOf(recipe), name)) == jsonOf(recipe));
    }
    CHECK(jsonOf(readAvatarRecipe(avatarRecipe(), "liveavatar")) == avatarRecipe());
}

TEST_CASE("Manifests: a network has as many tensors and parameters as its published file",
          "[manifests]")
{
    for (const auto& [name, recipe] : recipes()) {
        CAPTURE(name);
        CHECK(countOf<WanDit>(recipe.network) == statedCount(manifest(name)));
    }
    // specs/wan-causal.md 2.1
    CHECK(statedCount(manifest("longlive")) == Count{825, 1'418'996'800});
    CHECK(statedCount(manifest("krea-realtime")) == Count{1095, 14'288'491'584});
    CHECK(statedCount(manifest("longlive2")) == Count{825, 4'999'787'712});
}

TEST_CASE("Manifests: the parts that models share are as large as their published files",
          "[manifests]")
{
    const auto sizes = [](const char* part) {
        return manifest(part).at("files").at(0).at("network");
    };
    Umt5Config text;
    CHECK(fromJson(sizes("wan-text-encoder"), text, "text").empty());
    CHECK(countOf<Umt5Encoder>(text) == Count{242, 5'680'910'336}); // specs/wan-causal.md 5.2

    const WanVaeConfig vae = readWanVaeConfig(sizes("wan-vae"), "vae");
    CountingReader reader;
    const WanVaeDecoder decoder(reader, vae);
    const WanVaeEncoder encoder(reader, vae);
    CHECK(Count{reader.tensors, reader.parameters} == Count{194, 126'892'531}); // section 6
    CHECK(vae.temporalFactor() == 4);
    CHECK(vae.spatialFactor() == 8);

    const TaehvConfig small = readTaehvConfig(sizes("taehv"), "small");
    reader = {};
    const TaehvDecoder smallDecoder(reader, small);
    const TaehvEncoder smallEncoder(reader, small);
    CHECK(Count{reader.tensors, reader.parameters} == Count{128, 11'315'539}); // section 7
    CHECK(small.framesPerLatent() == vae.temporalFactor());
    CHECK(small.spatialFactor() == vae.spatialFactor());
    for (const auto& [name, recipe] : recipes()) {
        CAPTURE(name);
        CHECK(recipe.network.textDim == text.dim);
        CHECK(recipe.network.textLength == text.textLength);
        CHECK(recipe.network.outChannels == vaeOf(name).latentChannels);
    }
}

TEST_CASE("Manifests: the autoencoder of Wan 2.2 is that of its reference class", "[manifests]")
{
    // Its state dictionary built without memory: 196 tensors.
    const WanVaeConfig vae = vaeOf("longlive2");
    CountingReader reader;
    const WanVaeDecoder decoder(reader, vae);
    const WanVaeEncoder encoder(reader, vae);
    CHECK(Count{reader.tensors, reader.parameters} == Count{196, 704'688'668});
    CHECK(vae.temporalFactor() == 4);
    CHECK(vae.spatialFactor() == 16);
    const nlohmann::json memory = manifest("wan2.2-vae").at("memory");
    CHECK(memory.at("weight_bytes") == 2 * reader.parameters);
    CHECK(memory.at("working_bytes") ==
          forecastWanVaeDecoder(vae, {480 / 16, 832 / 16}, at::kBFloat16).totalBytes());
}

TEST_CASE("Manifests: LongLive 2.0 is made as its own settings say", "[manifests]")
{
    // LongLive configs/inference.yaml and pipeline/causal_diffusion_inference.py.
    const WanRecipe recipe = recipes().at("longlive2");
    CHECK(recipe.sampler.stepCount() == 4);
    CHECK(recipe.sampler.solver == FlowSolver::UniPc);
    CHECK(recipe.sampler.timeRounding == TimeRounding::Whole);
    CHECK(recipe.sampler.blockFrames == 8);
    CHECK(recipe.cache.windowFrames == 32);
    CHECK(recipe.cache.sinkFrames == 8);
    CHECK(recipe.prompts.shotPrefix == "The scene transitions. ");
    CHECK(recipe.prompts.shotOffset == 8);
    CHECK(recipe.prompts.keepShotStart);
    CHECK(manifest("longlive2").at("video").at("framesPerSecond") == 24);
}

TEST_CASE("Manifests: avatars have what their transformer has, and their audio parts",
          "[manifests]")
{
    const LiveTalkRecipe talk = speakingRecipes().at("livetalk");
    CHECK(countOf<LiveTalk>(talk.network()) == statedCount(manifest("livetalk")));
    CHECK(statedCount(manifest("livetalk")) == Count{857, 1'421'187'232}); // specs/avatars.md
    // B1: 165 tensors, 2.007 B
    const AvatarRecipe avatar = readAvatarRecipe(avatarRecipe(), "liveavatar");
    CountingReader reader;
    const LiveAvatarDit dit(reader, avatar.network);
    CHECK(Count{reader.tensors, reader.parameters} == statedCount(manifest("liveavatar")));
    const Count trunk = countOf<WanDit>(avatar.network.trunk);
    CHECK(reader.tensors - trunk.tensors == 165);
    CHECK(static_cast<double>(reader.parameters - trunk.parameters) / 1e9 ==
          Approx(2.007).margin(0.0005));
}

TEST_CASE("Manifests: LiveTalk is made as it was trained", "[manifests]")
{
    // specs/avatars.md A3, A5, A6
    const WanRecipe talk = speakingRecipes().at("livetalk").rollout;
    CHECK(talk.sampler.steps == std::vector<std::int64_t>{1000, 750, 500, 250});
    CHECK(talk.sampler.shift == 5.0);
    CHECK(talk.sampler.blockFrames == 3);
    CHECK(talk.sampler.timeRounding == TimeRounding::BFloat16);
    CHECK(talk.cache.kind == WanCacheKind::Window);
    CHECK(talk.cache.positions == KeyPositions::Absolute);
    CHECK(talk.cache.windowFrames == 15);
    CHECK(talk.cache.sinkFrames == 9);
}

TEST_CASE("Manifests: LiveAvatar is made as it was trained, and forecast as it is", "[manifests]")
{
    // specs/avatars.md B1, B4, B7
    const nlohmann::json written = avatarRecipe();
    const AvatarRecipe avatar = readAvatarRecipe(written, "liveavatar");
    CHECK(avatar.sampler.steps == 4);
    CHECK(avatar.sampler.shift == 3.0);
    CHECK(avatar.sampler.blockFrames == 3);
    CHECK(avatar.windowFrames == 12);
    CHECK(avatar.reference.renewedBefore == 4); // once, when a clip of 48 frames is over
    CHECK(conditionFrames(avatar.network) == 2.5);
    const nlohmann::json video = manifest("liveavatar").at("video");
    CHECK(video == nlohmann::json{{"width", 704}, {"height", 384}, {"framesPerSecond", 25}});
    const auto errorWith = [&](const char* pointer, const nlohmann::json& value) {
        nlohmann::json spoiled = written;
        spoiled[nlohmann::json::json_pointer(pointer)] = value;
        return errorOf([&] { readAvatarRecipe(spoiled, "some.json"); });
    };
    for (const auto& [pointer, value, name] :
         std::vector<std::tuple<const char*, nlohmann::json, const char*>>{
             {"/cache/rings", 3, "rings"},
             {"/cache/conditionFrames", 2, "conditionFrames"},
             {"/cache/sinkFrames", 1, "sinkFrames"},
             {"/cache/kind", "window", "window"},
             {"/cache/windowFrames", 2, "no room"},
             {"/sampler/cfg", 1, "cfg"},
             {"/sound", 1, "sound"},
             {"/avatar/audio_inject_layers", {3, 2}, "audio_inject_layers"},
             {"/network/dim", "wide", "dim"}}) {
        const CaughtError error = errorWith(pointer, value);
        CAPTURE(pointer, error.line);
        CHECK(error.code == ErrorCode::BadConfig);
        CHECK(error.names(name));
        CHECK(error.names("some.json"));
    }
}

TEST_CASE("Manifests: a conflict of licences is told, not resolved", "[manifests]")
{
    for (const app::KnownModel& model : app::readKnownModels(kFolder)) {
        if (model.name != "livetalk")
            continue;
        CHECK(model.licence.conflict.find("Apache-2.0") != std::string::npos);
        CHECK(model.licence.conflict.find("CC BY-NC-SA 4.0") != std::string::npos);
        CHECK(model.licence.output == app::OutputRights::NotForSale);
        return;
    }
    FAIL("no manifest of livetalk");
}

TEST_CASE("Manifests: the forecast counts the frames that the engine's cache keeps", "[manifests]")
{
    auto all = recipes();
    for (const auto& [name, recipe] : speakingRecipes())
        all[name] = recipe.rollout;
    for (const app::KnownModel& model : app::readKnownModels(kFolder)) {
        if (model.name == "liveavatar") {
            const AvatarRecipe avatar = readAvatarRecipe(avatarRecipe(), model.name);
            CHECK(model.memory.cache.windowFrames == avatar.windowFrames);
            CHECK(model.memory.cache.rings == avatar.sampler.steps);
            CHECK(model.memory.cache.conditionFrames == conditionFrames(avatar.network));
        }
        const auto found = all.find(model.name);
        if (found == all.end())
            continue;
        CAPTURE(model.name);
        const CacheSettings cache = cacheSettingsOf(found->second);
        const bool grows = cache.kind == CacheKind::Growing;
        CHECK(model.memory.cache.windowFrames ==
              (grows ? cache.maximumFrames : cache.capacityFrames));
        CHECK(model.memory.cache.blockFrames == found->second.sampler.blockFrames);
        CHECK(model.memory.network.width == found->second.network.dim);
    }
}

TEST_CASE("Manifests: models differ as their publishers' settings do", "[manifests]")
{
    struct Row {
        const char* name;
        std::int64_t block;
        std::size_t steps;
        std::size_t firstSteps;
        WanCacheKind kind;
        PromptSwitch prompts;
    };
    // specs/wan-causal.md 4.8
    const auto row = GENERATE(values<Row>(
        {{"longlive", 3, 4, 0, WanCacheKind::Window, PromptSwitch::Recache},
         {"self-forcing", 3, 4, 0, WanCacheKind::Growing, PromptSwitch::Replace},
         {"causal-forcing-chunkwise", 3, 4, 0, WanCacheKind::Growing, PromptSwitch::Replace},
         {"causal-forcing-framewise", 1, 4, 0, WanCacheKind::Growing, PromptSwitch::Replace},
         {"causal-forcing-framewise-2step", 1, 2, 4, WanCacheKind::Growing, PromptSwitch::Replace},
         {"krea-realtime", 3, 5, 0, WanCacheKind::Recompute, PromptSwitch::Blend},
         {"longlive2", 8, 4, 0, WanCacheKind::Window, PromptSwitch::Replace}}));
    CAPTURE(row.name);
    const auto all = recipes();
    const WanRecipe& recipe = all.at(row.name);
    CHECK(recipe.sampler.blockFrames == row.block);
    CHECK(recipe.sampler.shift == 5.0);
    CHECK(recipe.sampler.contextNoise == 0.0);
    CHECK(recipe.sampler.stepCount() == static_cast<std::int64_t>(row.steps));
    CHECK(recipe.sampler.firstSteps.size() == row.firstSteps);
    CHECK(recipe.cache.kind == row.kind);
    CHECK(recipe.prompts.onSwitch == row.prompts);
}

TEST_CASE("Manifests: the names in a published checkpoint become the network's", "[manifests]")
{
    // specs/wan-causal.md 2.3 and 4.8: which dictionary holds the weights
    const std::map<std::string, std::string> dictionaries = {
        {"longlive", "generator"},
        {"self-forcing", "generator_ema"},
        {"causal-forcing-chunkwise", "generator"},
        {"causal-forcing-framewise", "generator_ema"},
        {"causal-forcing-framewise-2step", "generator_ema"},
        {"krea-realtime", ""},
        {"longlive2", "generator"},
        {"livetalk", ""},
        {"liveavatar", ""}};
    const std::set<std::string> speaking{"livetalk", "liveavatar"};
    const std::set<std::string> withLora{"longlive", "liveavatar"};
    for (const app::KnownModel& model : app::readKnownModels(kFolder)) {
        if (model.recipe.empty())
            continue;
        CAPTURE(model.name);
        std::multiset<app::FileRole> roles;
        for (const app::ModelDownload& file : model.downloads) {
            roles.insert(file.role);
            if (file.rules.empty())
                continue;
            const auto rules = checkpointRules(parseStrictJson(file.rules, file.place), file.place);
            if (file.role == app::FileRole::Generator) {
                const auto& wanted = dictionaries.at(model.name);
                CHECK((rules.dictionaries.empty() ? "" : rules.dictionaries.front()) == wanted);
                CHECK(networkName("model._fsdp_wrapped_module.blocks.0._fsdp_wrapped_module.ffn.0."
                                  "weight",
                                  rules) == "blocks.0.ffn.0.weight");
            } else if (file.role == app::FileRole::AudioEncoder) {
                CHECK(networkName("wav2vec2.encoder.layer_norm.weight", rules) ==
                      "encoder.layer_norm.weight");
                CHECK(rules.ignored == std::vector<std::string>{"lm_head", "masked_spec_embed"});
                const Wav2Vec2Config ears =
                    readWav2Vec2Config(parseStrictJson(file.network, file.place), file.place);
                CHECK(ears.fewestSamples() == 400);
                if (model.name == "liveavatar") {
                    const AvatarRecipe avatar = readAvatarRecipe(avatarRecipe(), model.name);
                    CHECK(avatar.network.parts.audioStates == ears.layers + 1);
                    CHECK(avatar.network.parts.audioWidth == ears.width);
                    CHECK(ears.normPlace == NormPlace::Before);
                } else { // the last state first, then all in order: what the way of sound takes
                    CHECK(speakingRecipes().at(model.name).sound.channels ==
                          (ears.layers + 2) * ears.width);
                }
            } else {
                CHECK(file.role == app::FileRole::Lora);
                CHECK(networkName("base_model.model.blocks.0.ffn.0.lora_A.weight", rules) ==
                      "blocks.0.ffn.0.lora_A.weight");
            }
        }
        for (const auto role :
             {app::FileRole::Generator, app::FileRole::TextEncoder, app::FileRole::Vae})
            CHECK(roles.count(role) == 1);
        CHECK(roles.count(app::FileRole::SmallDecoder) == (model.name == "longlive2" ? 0 : 1));
        CHECK(roles.count(app::FileRole::Tokenizer) == 2);
        CHECK(roles.count(app::FileRole::Lora) == withLora.count(model.name));
        CHECK(roles.count(app::FileRole::AudioEncoder) == speaking.count(model.name));
    }
}
