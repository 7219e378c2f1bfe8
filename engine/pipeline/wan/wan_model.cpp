#include "engine/pipeline/wan/wan_model.h"

#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/pipeline/livetalk/livetalk_recipe.h"
#include "engine/weights/config_json.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace imprint::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSections = {"recipe", "files", "video", "precision", "name"};

void requireKnownSections(const nlohmann::json& description, const std::string& where)
{
    for (const auto& item : description.items())
        if (std::find(kSections.begin(), kSections.end(), item.key()) == kSections.end())
            throw Error(ErrorCode::BadConfig,
                        concat("'", where, "': unknown key '", printable(item.key()), "'"));
}

VideoFormat readFormat(const nlohmann::json& description, const std::string& where)
{
    VideoFormat format;
    if (const auto video = description.find("video"); video != description.end())
        fromKnownJson(*video, format, concat(where, ": video"), MissingKey::KeepsDefault);
    if (kEngineSampleRate % format.framesPerSecond != 0)
        throw Error(ErrorCode::BadConfig,
                    concat("'", where, "': ", format.framesPerSecond,
                           " frames a second do not divide ", kEngineSampleRate));
    return format;
}

ModelPrecision readPrecision(const nlohmann::json& description, const std::string& where)
{
    std::string own = "bf16";
    if (description.contains("precision"))
        namingFile(where, [&] { readEntry(description, "precision", own); });
    const auto precision = parseEnum<ModelPrecision>("precision", own);
    if (precision == ModelPrecision::Own)
        throw Error(ErrorCode::BadConfig,
                    concat("'", where, "': the precision of the model itself is not said"));
    return precision;
}

/// Every file that will be opened, once for each time, for the progress.
std::vector<ModelFile> filesToRead(const ModelFiles& files, const ModelChoices& choices, bool hears,
                                   bool encodes)
{
    std::vector<ModelFile> read{files.need("generator"), files.need(roleOf(choices.decoder))};
    if (hears)
        read.push_back(files.need("audio-encoder"));
    if (encodes)
        read.push_back(files.need("vae"));
    return read;
}

/// The recipe, and the way of sound into the network if it has one.
struct ReadRecipe {
    WanRecipe rollout;
    std::optional<SoundPathConfig> sound;
};

ReadRecipe readRecipe(const nlohmann::json& json, const std::string& where)
{
    if (!hearsSound(json))
        return {.rollout = readWanRecipe(json, where)};
    const LiveTalkRecipe recipe = readLiveTalkRecipe(json, where);
    return {.rollout = recipe.rollout, .sound = recipe.sound};
}

/// Tells the encoder's file from others without reading 11 GB.
std::string identityOf(const ModelFile& file)
{
    if (!file.sha256.empty())
        return file.sha256;
    const fs::path path = fs::canonical(file.path);
    return concat("unhashed ", path.string(), " ", fs::file_size(path), " ",
                  fs::last_write_time(path).time_since_epoch().count());
}

Umt5Files textEncoder(const ModelFiles& files, const WanDitConfig& network, ModelPrecision choice,
                      ModelPrecision own)
{
    const ModelFile& file = files.need("text-encoder");
    Umt5Files text{.weights = file.path, .weightsHash = identityOf(file)};
    fromKnownJson(file.network, text.config, file.path);
    if (text.config.dim != network.textDim || text.config.textLength != network.textLength)
        throw Error(ErrorCode::BadConfig,
                    concat("the text encoder gives ", text.config.textLength, " x ",
                           text.config.dim, " numbers, the network reads ", network.textLength,
                           " x ", network.textDim));
    for (const ModelFile& part : files.all("tokenizer")) // both in one folder
        text.tokenizerFolder = fs::path(part.path).parent_path();
    // fp16 overflows in this network.
    const at::ScalarType type = scalarType(choice, own);
    text.type = type == at::kHalf ? at::kBFloat16 : type;
    return text;
}

struct LoadedDit {
    WanDit network;
    std::optional<SoundPath> sound;
    std::int64_t bytes = 0;
};

LoadedDit loadDit(const ModelFiles& files, const ReadRecipe& recipe, ModelLoras loras,
                  at::ScalarType type, LoadingShare& share)
{
    const ModelFile& file = files.need("generator");
    WeightFile weights(file.path, share.optionsFor(file, type));
    if (loras == ModelLoras::Published)
        for (const ModelFile& lora : files.all("lora"))
            weights.merge(openLora(lora));
    const WanDitConfig& sizes = recipe.rollout.network;
    LoadedDit loaded{.network = WanDit(weights, "", sizes)};
    if (recipe.sound)
        loaded.sound.emplace(weights, "", *recipe.sound, sizes.dim, sizes.layers);
    weights.finish();
    loaded.bytes = weights.bytesHandedOut();
    return loaded;
}

Voice loadVoice(const ModelFiles& files, SoundPath sound, const LoadOptions& options)
{
    const ModelFile& file = files.need("audio-encoder");
    WeightFile weights(file.path, options);
    const auto names = weightNormNames(weights, Wav2Vec2Encoder::positionsScope(""));
    Wav2Vec2Encoder encoder(weights, "", readWav2Vec2Config(file.network, file.path), names);
    weights.finish();
    return {.encoder = std::move(encoder),
            .sound = std::move(sound),
            .encoderBytes = weights.bytesHandedOut()};
}

} // namespace

WanModel::WanModel(const WanRecipe& recipe, WanDit dit)
    : m_recipe(recipe)
    , m_dit(std::move(dit))
{
}

std::shared_ptr<const WanModel> WanModel::load(const nlohmann::json& description,
                                               const ModelSource& source, const std::string& where,
                                               const ModelLoading& loading,
                                               const OpenPromptReader& openPrompts)
{
    if (!openPrompts)
        throw Error(
            ErrorCode::Unsupported,
            concat("model '", source.name, "' needs prompts, which this program cannot read"),
            "Build it with SentencePiece and ICU");
    requireKnownSections(description, where);
    const ReadRecipe recipe = readRecipe(description.at("recipe"), where);
    const VideoFormat format = readFormat(description, where);
    const ModelPrecision own = readPrecision(description, where);
    const ModelChoices& choices = loading.choices;
    const at::ScalarType type = scalarType(choices.precision, own);
    const ModelFiles files(description, source, where);
    const Umt5Files text = textEncoder(files, recipe.rollout.network, choices.precision, own);
    PromptReader prompts = openPrompts(text);

    const bool hears = recipe.sound.has_value();
    const bool encodes = hears || recipe.rollout.cache.kind == WanCacheKind::Recompute;
    LoadingShare share(loading, filesToRead(files, choices, hears, encodes));
    LoadedDit dit = loadDit(files, recipe, choices.loras, type, share);
    const std::shared_ptr<WanModel> model(new WanModel(recipe.rollout, std::move(dit.network)));
    model->m_name = description.value("name", source.name);
    model->m_format = format;
    model->m_textType = text.type;
    model->m_prompts = std::move(prompts);
    model->m_decoder = loadVideoDecoder(files, choices.decoder, type, share);
    model->m_weightBytes = dit.bytes + model->m_decoder->weightBytes();
    if (dit.sound) {
        const ModelFile& ears = files.need("audio-encoder");
        // Small beside the network, and its norms over time are sums of many numbers.
        model->m_voice =
            loadVoice(files, std::move(*dit.sound), share.optionsFor(ears, at::kFloat));
        model->m_weightBytes += model->m_voice->encoderBytes;
    }
    if (encodes) {
        const ModelFile& vae = files.need("vae");
        WeightFile weights(vae.path, share.optionsFor(vae, type));
        for (const std::string_view scope : kWanVaeDecoderScopes)
            weights.ignore(scope);
        model->m_encoder.emplace(weights, readWanVaeConfig(vae.network, vae.path));
        weights.finish();
        model->m_weightBytes += weights.bytesHandedOut();
    }
    return model;
}

std::vector<at::Tensor> WanModel::read(const std::vector<std::string>& prompts,
                                       const BlockProgress& progress) const
{
    const std::scoped_lock lock(m_reading);
    return m_prompts(prompts, progress);
}

} // namespace imprint::engine
