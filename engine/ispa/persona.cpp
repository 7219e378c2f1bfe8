#include "engine/ispa/persona.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/persona_description.h"
#include "engine/weights/weight_file.h"

#include <filesystem>
#include <utility>

namespace imprint::engine {
namespace {

constexpr const char* kTokens = "tokens";
constexpr int kVersion = 1;
constexpr std::uintmax_t kLargestFile = 256 << 20; // bytes; a persona has a few millions
constexpr const char* kHint = kPersonaHint;

using Tensors = std::map<std::string, at::Tensor>;

// The descriptions that stand in the file, with their fields and limits.

struct AbsorptionText {
    int version = kVersion;
    std::int64_t sinkFrames = 0;
    std::int64_t windowFrames = 0;
    std::int64_t blockFrames = 1;
    std::int64_t lastBlock = 0;
    std::int64_t passes = 1;
    std::int64_t heads = 1;
};

template <class Config, class Visitor>
requires ConfigOf<Config, AbsorptionText>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"version", "Version of the format"}, c.version, Range{kVersion, kVersion});
    visit(Field{"sink_frames", "First latent frames that local layers keep"}, c.sinkFrames,
          Limits{0, 64});
    visit(Field{"window_frames", "Latest latent frames that they keep"}, c.windowFrames,
          Limits{0, 1024});
    visit(Field{"block_frames", "Latent frames per block"}, c.blockFrames, Limits{1, 64});
    visit(Field{"last_block", "Where the last block of the warm-up started"}, c.lastBlock,
          Limits{0, std::int64_t{1} << 40});
    visit(Field{"passes", "Passes over a block"}, c.passes, Limits{1, 64});
    visit(Field{"heads", "Attention heads of a layer"}, c.heads, Limits{1, 256});
}

struct LayerText {
    int layer = 0;
    Rung rung = Rung::None;
    double heldOutError = 1.0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, LayerText>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"layer", "Index of the layer"}, c.layer, Range{0, 4095});
    visit(Field{"rung", "Kind of its correction"}, c.rung);
    visit(Field{"held_out_error", "Share of the discrepancy that it misses"}, c.heldOutError,
          Range{0.0, 1e6});
}

/// Part "tokens" of a layer whose correction has some.
struct TokensText {
    std::int64_t place = 0;
    double strength = 1.0;
};

template <class Config, class Visitor>
requires ConfigOf<Config, TokensText>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"place", "Position of the block that sees them where they were made"}, c.place,
          Range<std::int64_t>{0, std::int64_t{1} << 40});
    visit(Field{"strength", "Share of what they change"}, c.strength, Range{-1.0, 1.0});
}

struct SinkText {
    std::int64_t index = 0;
    std::int64_t firstFrame = 0;
    std::int64_t frames = 1;
};

template <class Config, class Visitor>
requires ConfigOf<Config, SinkText>
void forEachField(Config& c, Visitor&& visit)
{
    using Limits = Range<std::int64_t>;
    visit(Field{"index", "Number of the block"}, c.index, Limits{0, 4096});
    visit(Field{"first_frame", "Its first latent frame"}, c.firstFrame, Limits{0, 4096});
    visit(Field{"frames", "Its latent frames"}, c.frames, Limits{1, 64});
}

std::string layerScope(int layer)
{
    return concat("layer.", layer, ".");
}

std::string sinkScope(std::int64_t index)
{
    return concat("sink.", index, ".");
}

nlohmann::json layersJson(const Absorption& absorption)
{
    nlohmann::json layers = nlohmann::json::array();
    for (const auto& [index, part] : absorption.layers) {
        layers.push_back(toJson(LayerText{
            .layer = index, .rung = part.correction.rung, .heldOutError = part.heldOutError}));
        if (const auto& tokens = part.correction.tokens)
            layers.back()[kTokens] =
                toJson(TokensText{.place = tokens->place, .strength = tokens->strength});
    }
    return layers;
}

nlohmann::json sinksJson(const std::vector<ArchivedBlock>& sinks)
{
    nlohmann::json blocks = nlohmann::json::array();
    for (const ArchivedBlock& block : sinks)
        blocks.push_back(toJson(SinkText{
            .index = block.index, .firstFrame = block.frames.first, .frames = block.frames.count}));
    return blocks;
}

std::string describePersona(const Persona& persona)
{
    const Absorption& a = persona.absorption;
    const std::int64_t heads = a.layers.empty() ? 1 : a.layers.begin()->second.correction.heads;
    return nlohmann::json{{"facts", persona.facts},
                          {"notes", persona.notes},
                          {"absorption", toJson(AbsorptionText{.sinkFrames = a.local.sinkFrames,
                                                               .windowFrames = a.local.windowFrames,
                                                               .blockFrames = a.local.blockFrames,
                                                               .lastBlock = a.lastBlock,
                                                               .passes = a.passes,
                                                               .heads = heads})},
                          {"layers", layersJson(a)},
                          {"sinks", sinksJson(persona.sinks)}}
        .dump();
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
                        kHint);
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
                        kHint);
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
                    kHint);
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

LayerAbsorption takeLayer(TensorBag& bag, const LayerText& text, const TokensText& tokens,
                          std::int64_t heads)
{
    const std::string scope = layerScope(text.layer);
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

Absorption takeAbsorption(TensorBag& bag, const nlohmann::json& json, const std::string& path)
{
    AbsorptionText text;
    fromJson(partOf(json, "absorption", nlohmann::json::value_t::object, path), text, path);
    Absorption absorption{.local = {.sinkFrames = text.sinkFrames,
                                    .windowFrames = text.windowFrames,
                                    .blockFrames = text.blockFrames},
                          .lastBlock = text.lastBlock,
                          .passes = text.passes};
    for (nlohmann::json item : partOf(json, "layers", nlohmann::json::value_t::array, path)) {
        LayerText layer;
        TokensText tokens;
        if (item.is_object() && item.contains(kTokens)) {
            fromJson(item[kTokens], tokens, path);
            item.erase(kTokens);
        }
        fromJson(item, layer, path);
        absorption.layers.insert_or_assign(layer.layer, takeLayer(bag, layer, tokens, text.heads));
    }
    return absorption;
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
                        kHint);
        end += text.frames;
        sinks.push_back(std::move(block));
    }
    return sinks;
}

bool tokensFit(const StandInTokens& t, const KvShape& shape)
{
    const auto is = [](const at::Tensor& x, std::vector<std::int64_t> sizes) {
        return x.scalar_type() == at::kFloat && x.sizes() == at::IntArrayRef(sizes);
    };
    if (t.k.dim() == 0)
        return false;
    const std::int64_t count = t.k.size(0);
    // Every head attends to something.
    return is(t.k, {count, shape.heads, shape.headDim}) &&
           is(t.v, {count, shape.heads, shape.headDim}) && is(t.weight, {shape.heads, count}) &&
           (t.weight >= 0).all().item<bool>() && (t.weight.sum(1) > 0).all().item<bool>();
}

bool correctionFits(const Correction& c, const KvShape& shape, std::int64_t passes)
{
    const std::int64_t dim = shape.heads * shape.headDim;
    const auto is = [](const at::Tensor& x, std::vector<std::int64_t> sizes) {
        return x.defined() && x.scalar_type() == at::kFloat && x.sizes() == at::IntArrayRef(sizes);
    };
    if (c.heads != shape.heads || !c.isFinite())
        return false;
    if (c.rung == Rung::None)
        return true;
    if (c.rung == Rung::VirtualTokens)
        return c.tokens && tokensFit(*c.tokens, shape);
    if (!is(c.bias, {1, dim}) && !is(c.bias, {passes, dim}))
        return false;
    switch (c.rung) {
    case Rung::None:
    case Rung::VirtualTokens:
    case Rung::Bias: return true;
    case Rung::HeadScale: return is(c.matrix, {shape.heads});
    case Rung::ChannelScale: return is(c.matrix, {dim});
    case Rung::HeadMatrix: return is(c.matrix, {shape.heads, shape.headDim, shape.headDim});
    case Rung::LowRank:
        return c.matrix.dim() == 2 && is(c.matrix, {dim, c.matrix.size(1)}) &&
               is(c.right, {c.matrix.size(1), dim});
    case Rung::Dense:
    case Rung::Hierarchical: return is(c.matrix, {dim, dim});
    }
    return false;
}

bool probeFits(const std::optional<LeverageProbe>& probe, const KvShape& shape)
{
    if (!probe)
        return true;
    const at::Tensor& metric = probe->metric();
    return metric.scalar_type() == at::kFloat &&
           metric.sizes() == at::IntArrayRef({shape.heads, shape.headDim, shape.headDim}) &&
           metric.isfinite().all().item<bool>();
}

} // namespace

void writePersona(const std::string& path, const Persona& persona)
{
    Tensors tensors;
    for (const auto& [index, part] : persona.absorption.layers)
        addLayer(tensors, layerScope(index), part);
    for (std::size_t i = 0; i < persona.sinks.size(); ++i) {
        const std::string scope = sinkScope(static_cast<std::int64_t>(i));
        tensors.emplace(scope + "clean", persona.sinks[i].clean);
        for (const auto& [name, tensor] : persona.sinks[i].controls)
            tensors.emplace(scope + name, tensor);
    }
    for (const auto& [name, tensor] : persona.extras)
        tensors.emplace("extra." + name, tensor);
    writeSafetensors(path, tensors, {{kPersonaKey, describePersona(persona)}});
}

Persona readPersona(const std::string& path)
{
    const nlohmann::json json = readPersonaDescription(path);
    std::error_code ignored; // it was there a moment ago
    if (std::filesystem::file_size(path, ignored) > kLargestFile)
        throw Error(ErrorCode::BadInput, concat("'", path, "' is too large for a persona"), kHint);
    TensorBag bag(path);
    Persona persona{.facts = personaTexts(json, "facts", path),
                    .notes = personaTexts(json, "notes", path)};
    persona.absorption = takeAbsorption(bag, json, path);
    persona.sinks = takeSinks(bag, json, path);
    persona.extras = bag.takeScope("extra.");
    bag.finish();
    return persona;
}

void requireFacts(const Persona& persona, const PersonaFacts& expected, const std::string& path)
{
    const auto refuse = [&](const std::string& name, const std::string& there,
                            const std::string& here) {
        throw Error(ErrorCode::BadInput,
                    concat("the persona '", path, "' does not fit this session: ", name, " is ",
                           there, " there and ", here, " here"),
                    "Use the model and the settings that it was made with");
    };
    for (const auto& [name, value] : expected) {
        const auto found = persona.facts.find(name);
        if (found == persona.facts.end() || found->second != value)
            refuse(name, found == persona.facts.end() ? "missing" : printable(found->second),
                   value);
    }
    for (const auto& [name, value] : persona.facts)
        if (!expected.contains(name))
            refuse(printable(name), printable(value), "unknown");
}

void requireFits(const Absorption& absorption, const KvShape& shape, int layers,
                 const std::string& path)
{
    for (const auto& [index, part] : absorption.layers) {
        if (index >= layers || !probeFits(part.probe, shape) ||
            !correctionFits(part.correction, shape, absorption.passes))
            throw Error(ErrorCode::BadInput,
                        concat("the persona '", path, "': what it holds of layer ", index,
                               " does not fit the model, or is not finite"),
                        kHint);
    }
}

} // namespace imprint::engine
