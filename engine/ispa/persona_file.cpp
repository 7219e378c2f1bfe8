#include "engine/ispa/persona_file.h"

#include "engine/core/error.h"
#include "engine/ispa/persona_text.h"
#include "engine/weights/config_json.h"
#include "engine/weights/persona_description.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/stored_to_tensor.h"
#include "engine/weights/weight_file.h"

#include <filesystem>
#include <utility>

namespace imprint::engine {
namespace {

/// Bytes. A persona has a few millions, unless a large model has corrections without structure.
constexpr std::uintmax_t kLargestFile = 256 << 20;
constexpr std::uintmax_t kRoomForDescription = 1 << 20;
constexpr char kExtraScope[] = "extra.";

using Tensors = std::map<std::string, at::Tensor>;

/// level: noise level; the first one's layers are those of models that have no others.
std::string layerScope(std::size_t level, int layer)
{
    return concat(level == 0 ? std::string() : concat("level.", level, "."), "layer.", layer, ".");
}

std::string sinkScope(std::int64_t index)
{
    return concat("sink.", index, ".");
}

void addLayer(Tensors& tensors, const std::string& scope, const LayerAbsorption& part)
{
    const auto add = [&](const char* name, const at::Tensor& tensor) {
        if (tensor.defined())
            tensors.emplace(scope + name, tensor.to(at::kFloat));
    };
    add("matrix", part.correction.matrix);
    add("right", part.correction.right);
    add("bias", part.correction.bias);
    if (const auto& tokens = part.correction.tokens) {
        add("tokens.k", tokens->k);
        add("tokens.v", tokens->v);
        add("tokens.weight", tokens->weight);
    }
    if (part.probe)
        add("probe", part.probe->metric());
}

/// What is written shall be readable.
void requireSize(const Tensors& tensors, const std::string& path)
{
    std::uintmax_t bytes = 0;
    for (const auto& [name, tensor] : tensors)
        bytes += tensor.nbytes();
    if (bytes + kRoomForDescription > kLargestFile)
        throw Error(
            ErrorCode::Unsupported,
            concat("the persona '", path, "' would have ", bytes >> 20,
                   " MiB, of which a file takes ", kLargestFile >> 20),
            "Learn a smaller correction, as --ispa-rung head-scale, or choose fewer layers");
}

/// The tensors of a file, each of which is taken once.
class TensorBag {
public:
    explicit TensorBag(std::string path)
        : m_path(std::move(path))
        , m_left(readAllTensors(m_path))
    {
    }

    /// An undefined tensor if there is none.
    at::Tensor maybeTake(const std::string& name)
    {
        const auto found = m_left.find(name);
        return found == m_left.end() ? at::Tensor() : m_left.extract(found).mapped();
    }

    at::Tensor take(const std::string& name)
    {
        at::Tensor tensor = maybeTake(name);
        if (!tensor.defined())
            throw Error(ErrorCode::BadInput, concat("'", m_path, "' lacks the tensor '", name, "'"),
                        kPersonaHint);
        return tensor;
    }

    /// All whose names begin with `scope`, without it.
    Tensors takeScope(const std::string& scope)
    {
        Tensors found;
        for (auto entry = m_left.lower_bound(scope);
             entry != m_left.end() && entry->first.starts_with(scope);) {
            found.emplace(entry->first.substr(scope.size()), entry->second);
            entry = m_left.erase(entry);
        }
        return found;
    }

    void finish() const
    {
        if (!m_left.empty())
            throw Error(ErrorCode::BadInput,
                        concat("'", m_path, "' holds a tensor '", printable(m_left.begin()->first),
                               "' that no persona has"),
                        kPersonaHint);
    }

private:
    std::string m_path;
    Tensors m_left;
};

/// A part of the description, of the kind that is expected.
const nlohmann::json& partOf(const nlohmann::json& json, const char* name,
                             nlohmann::json::value_t type, const std::string& path)
{
    const auto found = json.find(name);
    if (found == json.end() || found->type() != type)
        throw Error(ErrorCode::BadInput,
                    concat("'", path, "': the persona's part '", name, "' is missing or no ",
                           nlohmann::json(type).type_name()),
                    kPersonaHint);
    return *found;
}

StandInTokens takeTokens(TensorBag& bag, const std::string& scope, const TokensText& text)
{
    return {.k = bag.take(scope + "tokens.k"),
            .v = bag.take(scope + "tokens.v"),
            .weight = bag.take(scope + "tokens.weight"),
            .place = text.place,
            .strength = text.strength};
}

LayerAbsorption takeLayer(TensorBag& bag, const std::string& scope, const LayerText& text,
                          const TokensText& tokens, std::int64_t heads)
{
    LayerAbsorption part{.correction = {.rung = text.rung, .heads = heads},
                         .heldOutError = text.heldOutError};
    const bool hasTokens = text.rung == Rung::VirtualTokens;
    if (hasTokens)
        part.correction.tokens = takeTokens(bag, scope, tokens);
    if (text.rung != Rung::None && !hasTokens)
        part.correction.bias = bag.take(scope + "bias");
    if (text.rung != Rung::None && text.rung != Rung::Bias && !hasTokens)
        part.correction.matrix = bag.take(scope + "matrix");
    if (text.rung == Rung::LowRank)
        part.correction.right = bag.take(scope + "right");
    if (const at::Tensor metric = bag.maybeTake(scope + "probe"); metric.defined())
        part.probe.emplace(metric);
    return part;
}

std::map<int, LayerAbsorption> takeLayers(TensorBag& bag, const nlohmann::json& items,
                                          std::size_t level, std::int64_t heads,
                                          const std::string& path)
{
    std::map<int, LayerAbsorption> layers;
    for (nlohmann::json item : items) {
        LayerText layer;
        TokensText tokens;
        if (item.is_object() && item.contains(kTokensKey)) {
            fromJson(item[kTokensKey], tokens, path);
            item.erase(kTokensKey);
        }
        fromJson(item, layer, path);
        layers.insert_or_assign(
            layer.layer, takeLayer(bag, layerScope(level, layer.layer), layer, tokens, heads));
    }
    return layers;
}

std::vector<Absorption> takeLevels(TensorBag& bag, const nlohmann::json& json,
                                   const std::string& path)
{
    constexpr auto kArray = nlohmann::json::value_t::array;
    AbsorptionText text;
    fromJson(partOf(json, "absorption", nlohmann::json::value_t::object, path), text, path);
    const Absorption common{.local = {.sinkFrames = text.sinkFrames,
                                      .windowFrames = text.windowFrames,
                                      .blockFrames = text.blockFrames},
                            .lastBlock = text.lastBlock,
                            .passes = text.passes,
                            .layers = {}};
    std::vector<Absorption> levels{common};
    levels.front().layers =
        takeLayers(bag, partOf(json, "layers", kArray, path), 0, text.heads, path);
    if (text.version < kLevelsVersion)
        return levels;
    for (const nlohmann::json& items : partOf(json, kFurtherLevels, kArray, path)) {
        if (!items.is_array())
            throw Error(ErrorCode::BadInput,
                        concat("'", path, "': a noise level of the persona is no array"),
                        kPersonaHint);
        Absorption& level = levels.emplace_back(common);
        level.layers = takeLayers(bag, items, levels.size() - 1, text.heads, path);
    }
    return levels;
}

std::vector<ArchivedBlock> takeSinks(TensorBag& bag, const nlohmann::json& json,
                                     const std::string& path)
{
    std::vector<ArchivedBlock> sinks;
    std::int64_t end = 0;
    for (const auto& item : partOf(json, "sinks", nlohmann::json::value_t::array, path)) {
        SinkText text;
        fromJson(item, text, path);
        const std::string scope = sinkScope(static_cast<std::int64_t>(sinks.size()));
        ArchivedBlock block{.index = text.index,
                            .frames = {text.firstFrame, text.frames},
                            .clean = bag.take(scope + "clean"),
                            .controls = bag.takeScope(scope)};
        if (text.firstFrame != end || block.clean.dim() == 0 || block.clean.size(0) != text.frames)
            throw Error(ErrorCode::BadInput,
                        concat("'", path, "': sink ", sinks.size(), " has frames ", text.firstFrame,
                               " + ", text.frames, ", which is not its place"),
                        kPersonaHint);
        end += text.frames;
        sinks.push_back(std::move(block));
    }
    return sinks;
}

} // namespace

void writePersona(const std::string& path, const Persona& persona)
{
    IMPRINT_ASSERT(!persona.levels.empty(), "a persona of nothing");
    Tensors tensors;
    for (std::size_t level = 0; level < persona.levels.size(); ++level)
        for (const auto& [index, part] : persona.levels[level].layers)
            addLayer(tensors, layerScope(level, index), part);
    for (std::size_t i = 0; i < persona.sinks.size(); ++i) {
        const std::string scope = sinkScope(static_cast<std::int64_t>(i));
        tensors.emplace(scope + "clean", persona.sinks[i].clean);
        for (const auto& [name, tensor] : persona.sinks[i].controls)
            tensors.emplace(scope + name, tensor);
    }
    for (const auto& [name, tensor] : persona.extras)
        tensors.emplace(kExtraScope + name, tensor);
    requireSize(tensors, path);
    writeSafetensors(path, tensors, {{kPersonaKey, personaText(persona).dump()}});
}

Persona readPersona(const std::string& path)
{
    const nlohmann::json json = readPersonaDescription(path);
    std::error_code ignored; // it was there a moment ago
    if (std::filesystem::file_size(path, ignored) > kLargestFile)
        throw Error(ErrorCode::BadInput, concat("'", path, "' is too large for a persona"),
                    kPersonaHint);
    TensorBag bag(path);
    Persona persona{.facts = personaTexts(json, "facts", path),
                    .notes = personaTexts(json, "notes", path)};
    persona.levels = takeLevels(bag, json, path);
    persona.sinks = takeSinks(bag, json, path);
    persona.extras = bag.takeScope(kExtraScope);
    bag.finish();
    return persona;
}

at::Tensor readPersonaExtra(const std::string& path, const std::string& name)
{
    readPersonaDescription(path); // it is a persona
    const SafetensorsFile file = SafetensorsFile::open(path);
    const auto found = file.tensors().find(kExtraScope + name);
    return found == file.tensors().end() ? at::Tensor() : copyOf(found->second);
}

} // namespace imprint::engine
