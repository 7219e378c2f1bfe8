#include "engine/pipeline/pocket_persona.h"

#include "engine/core/error.h"
#include "engine/ispa/persona_file.h"
#include "engine/nn/all_finite.h"
#include "engine/pipeline/ispa_choice.h"
#include "engine/weights/config_json.h"

#include <charconv>
#include <utility>

namespace imprint::engine {
namespace {

/// All on which keys, values and corrections depend.
PersonaFacts factsOf(const PocketModel& model, const SessionConfig& config)
{
    const PocketGeneratorConfig& g = model.config().generator;
    PersonaFacts facts = cacheFacts(model.generator.kvShape(), g.layers, g.blockFrames);
    facts.emplace("model", model.config().name);
    facts.emplace("generator weights (sha256)", model.generatorHash);
    facts.emplace("codec weights (sha256)", model.codecHash);
    addSettings(facts, config,
                {"steps", "shift", "identityFrom", "kvBits", "ispaLayers", "ispaSinkFrames",
                 "ispaWindowFrames"});
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

PocketPerson personOf(const Persona& persona, const PocketConfig& model, const std::string& path)
{
    std::optional<Picture> found = pictureOf(persona);
    if (persona.extras.size() != 1 || !found || found->width != model.width ||
        found->height != model.height)
        refusePersona(path, concat("it has no picture of ", model.width, " x ", model.height));
    Picture picture = *std::move(found);
    const auto prompt = persona.notes.find("prompt");
    const auto seed = persona.notes.find("seed");
    if (prompt == persona.notes.end() || seed == persona.notes.end())
        return {.character = CharacterSource::fromPicture(model, picture)};
    std::uint64_t number = 0;
    const char* end = seed->second.data() + seed->second.size();
    if (std::from_chars(seed->second.data(), end, number).ptr != end)
        refusePersona(path, "its seed is no number");
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
           allFinite(block.clean) && allFinite(block.controls.at("motion")) &&
           (still || allFinite(block.controls.at("audio")));
}

void requireSinks(const Persona& persona, const PocketConfig& model, const std::string& path)
{
    std::int64_t end = 0;
    for (const ArchivedBlock& block : persona.sinks) {
        if (!sinkFits(block, model))
            refusePersona(path, concat("its sink at latent frame ", block.frames.first,
                                       " is not what the model takes"));
        end = block.frames.first + block.frames.count;
    }
    const std::int64_t kept = persona.levels.front().local.sinkFrames;
    if (end == 0 || end < kept)
        refusePersona(path, concat("it holds ", end, " latent frames of ", kept, " sinks"));
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
                        const PocketPerson& person, const Learnt& absorbed)
{
    writePersona(path, {.facts = factsOf(model, absorbed.config),
                        .notes = notesOf(person, absorbed.config),
                        .levels = absorbed.levels,
                        .sinks = absorbed.sinks,
                        .extras = {{kPictureExtra, tensorOf(person.character.picture())}}});
}

PocketBeginning readPocketPersona(const std::string& path, const PocketModel& model,
                                  const SessionConfig& config)
{
    Persona persona = readPersona(path);
    requireFacts(persona, factsOf(model, config), path);
    const PocketGeneratorConfig& g = model.config().generator;
    const auto asked = ispaSettings(config, g.blockFrames);
    if (!asked) // then the facts agree on that
        refusePersona(path, "no layer gave up its history");
    requireLevels(persona, 1, *asked, model.generator.kvShape(), g.layers, path);
    requireSinks(persona, model.config(), path);
    return {.person = personOf(persona, model.config(), path),
            .absorbed = {.config = config,
                         .levels = std::move(persona.levels),
                         .sinks = std::move(persona.sinks),
                         .extras = {}}};
}

} // namespace imprint::engine
