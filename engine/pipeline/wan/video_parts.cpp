#include "engine/pipeline/wan/video_parts.h"

#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/sha256.h"
#include "engine/weights/strict_json.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace imprint::engine {
namespace {

namespace fs = std::filesystem;

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
std::vector<ModelFile> filesToRead(const ModelFiles& files, const ModelChoices& choices,
                                   const PartsWish& wish)
{
    std::vector<ModelFile> read{files.need("generator"), files.need(roleOf(choices.decoder))};
    if (wish.hears)
        read.push_back(files.need("audio-encoder"));
    if (wish.sees)
        read.push_back(files.need("vae"));
    return read;
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

/// type: of the network.
Umt5Files textEncoder(const ModelFiles& files, const PartsWish& wish, at::ScalarType type)
{
    const ModelFile& file = files.need("text-encoder");
    Umt5Files text{.weights = file.path, .weightsHash = identityOf(file)};
    fromKnownJson(file.network, text.config, file.path);
    if (text.config.dim != wish.textDim || text.config.textLength != wish.textLength)
        throw Error(ErrorCode::BadConfig,
                    concat("the text encoder gives ", text.config.textLength, " x ",
                           text.config.dim, " numbers, the network reads ", wish.textLength, " x ",
                           wish.textDim));
    for (const ModelFile& part : files.all("tokenizer")) // both in one folder
        text.tokenizerFolder = fs::path(part.path).parent_path();
    // fp16 overflows in this network.
    text.type = type == at::kHalf ? at::kBFloat16 : type;
    return text;
}

const OpenPromptReader& required(const OpenPromptReader& openPrompts, const ModelSource& source)
{
    if (!openPrompts)
        throw Error(
            ErrorCode::Unsupported,
            concat("model '", source.name, "' needs prompts, which this program cannot read"),
            "Build it with SentencePiece and ICU");
    return openPrompts;
}

} // namespace

std::vector<at::Tensor> VideoParts::read(const std::vector<std::string>& prompts,
                                         const BlockProgress& progress) const
{
    const std::scoped_lock lock(m_reading);
    return m_prompts(prompts, progress);
}

std::map<std::string, std::string> VideoParts::weightHashes() const
{
    const std::scoped_lock lock(m_hashing);
    if (!m_hashes.empty())
        return m_hashes;
    std::map<std::string, std::string> hashes;
    for (const ModelFile& file : m_hashedFiles) {
        std::string name = file.role;
        for (int other = 2; hashes.contains(name); ++other) // in the order of the description
            name = concat(file.role, " ", other);
        hashes.emplace(name, file.sha256.empty() ? sha256OfFile(file.path) : file.sha256);
    }
    m_hashes = std::move(hashes);
    return m_hashes;
}

PartsLoader::PartsLoader(const nlohmann::json& description, const ModelSource& source,
                         const std::string& where, const ModelLoading& loading,
                         const OpenPromptReader& openPrompts, const PartsWish& wish)
    : m_loading(loading)
    , m_files(description, source, where)
    , m_wish(wish)
    , m_type(scalarType(loading.choices.precision, readPrecision(description, where)))
    , m_share(loading, filesToRead(m_files, loading.choices, wish))
    , m_parts(new VideoParts)
{
    requireKnownKeys(description, {"recipe", "files", "video", "precision", "name"}, where);
    m_parts->m_name = description.value("name", source.name);
    m_parts->m_format = readFormat(description, where);
    const Umt5Files text = textEncoder(m_files, wish, m_type);
    m_parts->m_embeddingBytes =
        wish.textLength * wish.textDim * static_cast<std::int64_t>(c10::elementSize(text.type));
    m_parts->m_prompts = required(openPrompts, source)(text);
}

void PartsLoader::readNetwork(const std::function<void(WeightReader&)>& build)
{
    const ModelFile& file = m_files.need("generator");
    WeightFile weights(file.path, m_share.optionsFor(file, m_type));
    if (m_loading.choices.loras == ModelLoras::Published)
        for (const ModelFile& lora : m_files.all("lora"))
            weights.merge(openLora(lora));
    build(weights);
    weights.finish();
    m_parts->m_weightBytes += weights.bytesHandedOut();
}

Ears PartsLoader::readEars()
{
    const ModelFile& file = m_files.need("audio-encoder");
    // Small beside the network, and its norms over time are sums of many numbers.
    WeightFile weights(file.path, m_share.optionsFor(file, at::kFloat));
    const auto names = weightNormNames(weights, Wav2Vec2Encoder::positionsScope(""));
    Wav2Vec2Encoder encoder(weights, "", readWav2Vec2Config(file.network, file.path), names);
    weights.finish();
    m_parts->m_weightBytes += weights.bytesHandedOut();
    return {.encoder = std::move(encoder), .picturesPerSecond = m_parts->m_format.framesPerSecond};
}

/// Those that the network is made of, and those that make what it is told.
std::vector<ModelFile> PartsLoader::hashedFiles() const
{
    std::vector<ModelFile> files{m_files.need("generator")};
    const auto add = [&](std::string_view role, bool counts) {
        if (!counts)
            return;
        for (const ModelFile& file : m_files.all(role))
            files.push_back(file);
    };
    add("shard", true);
    add("lora", m_loading.choices.loras == ModelLoras::Published);
    add("audio-encoder", m_wish.hears);
    add("vae", m_wish.sees);
    return files;
}

std::shared_ptr<const VideoParts> PartsLoader::finish(std::unique_ptr<const Voice> voice)
{
    m_parts->m_hashedFiles = hashedFiles();
    m_parts->m_voice = std::move(voice);
    m_parts->m_decoder = loadVideoDecoder(m_files, m_loading.choices.decoder, m_type, m_share);
    m_parts->m_weightBytes += m_parts->m_decoder->weightBytes();
    if (m_wish.sees) {
        const ModelFile& vae = m_files.need("vae");
        WeightFile weights(vae.path, m_share.optionsFor(vae, m_type));
        for (const std::string_view scope : kWanVaeDecoderScopes)
            weights.ignore(scope);
        m_parts->m_encoder.emplace(weights, readWanVaeConfig(vae.network, vae.path));
        weights.finish();
        m_parts->m_weightBytes += weights.bytesHandedOut();
    }
    return std::exchange(m_parts, nullptr);
}

} // namespace imprint::engine
