#include "engine/pipeline/pocket_persona.h"

#include "engine/core/error.h"
#include "engine/ispa/persona_file.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/weights/config_json.h"

#include <charconv>
#include <cstring>
#include <utility>

namespace imprint::engine {
namespace {

/// All on which keys, values and corrections depend.
PersonaFacts factsOf(const PocketModel& model, const SessionConfig& config)
{
    const KvShape shape = model.generator.kvShape();
    const PocketGeneratorConfig& g = model.config().generator;
    PersonaFacts facts{{"model", model.config().name},
                       {"generator weights (sha256)", model.generatorHash},
                       {"codec weights (sha256)", model.codecHash},
                       {"layers", std::to_string(g.layers)},
                       {"heads", std::to_string(shape.heads)},
                       {"width of a head", std::to_string(shape.headDim)},
                       {"tokens of a latent frame", std::to_string(shape.tokensPerFrame)},
                       {"latent frames of a block", std::to_string(g.blockFrames)}};
    constexpr std::string_view kSettings[] = {"steps",           "shift",      "identityFrom",
                                              "kvBits",          "ispaLayers", "ispaSinkFrames",
                                              "ispaWindowFrames"};
    forEachField(config, [&](const Field& field, const auto& value, auto...) {
        for (const std::string_view key : kSettings)
            if (field.key == key)
                facts.emplace(concat("setting '", key, "'"), fieldText(value));
    });
    return facts;
}

PersonaFacts notesOf(const PocketPerson& person, const SessionConfig& config)
{
    PersonaFacts notes{{"settings", toJson(config).dump()}};
    if (person.prompt) {
        notes.emplace("prompt", *person.prompt);
        notes.emplace("seed", std::to_string(person.seed));
    }
    return notes;
}

at::Tensor tensorOf(const Picture& picture)
{
    at::Tensor pixels = at::empty({picture.height, picture.width, 3}, at::kByte);
    std::memcpy(pixels.data_ptr(), picture.rgb.data(), picture.rgb.size());
    return pixels;
}

[[noreturn]] void refuse(const std::string& path, const std::string& problem)
{
    throw Error(ErrorCode::BadInput, concat("the persona '", path, "': ", problem),
                "The persona is damaged, or was made by another version");
}

PocketPerson personOf(const Persona& persona, const PocketConfig& model, const std::string& path)
{
    const auto pixels = persona.extras.find("picture");
    if (persona.extras.size() != 1 || pixels == persona.extras.end() ||
        pixels->second.scalar_type() != at::kByte ||
        pixels->second.sizes() != at::IntArrayRef({model.height, model.width, 3}))
        refuse(path, concat("it has no picture of ", model.width, " x ", model.height));
    Picture picture{.width = static_cast<int>(model.width),
                    .height = static_cast<int>(model.height)};
    const auto* bytes = pixels->second.data_ptr<std::uint8_t>();
    picture.rgb.assign(bytes, bytes + pixels->second.nbytes());
    const auto prompt = persona.notes.find("prompt");
    const auto seed = persona.notes.find("seed");
    if (prompt == persona.notes.end() || seed == persona.notes.end())
        return {.character = CharacterSource::fromPicture(model, picture)};
    std::uint64_t number = 0;
    const char* end = seed->second.data() + seed->second.size();
    if (std::from_chars(seed->second.data(), end, number).ptr != end)
        refuse(path, "its seed is no number");
    return {
        .character =
            CharacterSource::fromPrompt(model, prompt->second, number).drawnAs(std::move(picture)),
        .prompt = prompt->second,
        .seed = number};
}

/// Whether a block holds exactly what the generator takes, and nothing that it would stumble over.
bool sinkFits(const ArchivedBlock& block, const PocketConfig& model)
{
    const PocketGeneratorConfig& g = model.generator;
    const std::int64_t frames = block.frames.count;
    const auto has = [&](const char* name, at::ScalarType type, std::vector<std::int64_t> sizes) {
        const auto found = block.controls.find(name);
        return found != block.controls.end() && found->second.scalar_type() == type &&
               found->second.sizes() == at::IntArrayRef(sizes);
    };
    const auto finite = [](const at::Tensor& x) { return x.isfinite().all().item<bool>(); };
    const bool still = block.frames.first == 0;
    if (frames != (still ? 1 : g.blockFrames) || block.controls.size() != (still ? 2U : 3U) ||
        block.clean.scalar_type() != at::kHalf ||
        block.clean.sizes() != at::IntArrayRef({frames, g.tokensPerFrame, model.tokenWidth()}) ||
        !has("motion", at::kFloat, {frames, g.motionDim}) ||
        !has("attributes", at::kLong, {g.textTokens}) ||
        (!still && !has("audio", at::kFloat, {frames, g.audioTokens, g.audioDim})))
        return false;
    const at::Tensor& words = block.controls.at("attributes");
    const auto vocabulary = static_cast<std::int64_t>(model.attributes.size());
    return words.ge(0).logical_and(words.lt(vocabulary)).all().item<bool>() &&
           finite(block.clean) && finite(block.controls.at("motion")) &&
           (still || finite(block.controls.at("audio")));
}

void requireSinks(const Persona& persona, const PocketConfig& model, const std::string& path)
{
    std::int64_t end = 0;
    for (const ArchivedBlock& block : persona.sinks) {
        if (!sinkFits(block, model))
            refuse(path, concat("its sink at latent frame ", block.frames.first,
                                " is not what the model takes"));
        end = block.frames.first + block.frames.count;
    }
    if (end == 0 || end < persona.absorption.local.sinkFrames)
        refuse(path, concat("it holds ", end, " latent frames of ",
                            persona.absorption.local.sinkFrames, " sinks"));
}

/// What the facts say twice must agree.
void requireSettings(const Absorption& absorption, const AbsorberSettings& asked,
                     const std::string& path)
{
    const LocalGeometry& local = absorption.local;
    if (static_cast<int>(absorption.layers.size()) != asked.layers ||
        local.sinkFrames != asked.local.sinkFrames ||
        local.windowFrames != asked.local.windowFrames ||
        local.blockFrames != asked.local.blockFrames || absorption.passes != asked.passes)
        refuse(path, "its layers, sinks, window or passes are not those of its own settings");
}

} // namespace

PocketPerson makePocketPerson(const PocketConfig& model, const SessionConfig& config,
                              const std::optional<Picture>& reference)
{
    if (reference)
        return {.character = CharacterSource::fromPicture(model, *reference)};
    return {.character = CharacterSource::fromPrompt(model, config.prompt, config.seed),
            .prompt = config.prompt,
            .seed = config.seed};
}

void writePocketPersona(const std::string& path, const PocketModel& model,
                        const PocketPerson& person, const PocketAbsorbed& absorbed)
{
    writePersona(path, {.facts = factsOf(model, absorbed.config),
                        .notes = notesOf(person, absorbed.config),
                        .absorption = absorbed.absorption,
                        .sinks = absorbed.sinks,
                        .extras = {{"picture", tensorOf(person.character.picture())}}});
}

PocketBeginning readPocketPersona(const std::string& path, const PocketModel& model,
                                  const SessionConfig& config)
{
    Persona persona = readPersona(path);
    requireFacts(persona, factsOf(model, config), path);
    const PocketGeneratorConfig& g = model.config().generator;
    const auto asked = ispaSettings(config, g.blockFrames);
    if (!asked) // then the facts agree on that
        refuse(path, "no layer gave up its history");
    requireSettings(persona.absorption, *asked, path);
    requireFits(persona.absorption, model.generator.kvShape(), static_cast<int>(g.layers), path);
    requireSinks(persona, model.config(), path);
    return {.person = personOf(persona, model.config(), path),
            .absorbed = {.config = config,
                         .absorption = std::move(persona.absorption),
                         .sinks = std::move(persona.sinks)}};
}

} // namespace imprint::engine
