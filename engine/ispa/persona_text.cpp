#include "engine/ispa/persona_text.h"

#include "engine/weights/config_json.h"

namespace imprint::engine {
namespace {

nlohmann::json layersJson(const Absorption& absorption)
{
    nlohmann::json layers = nlohmann::json::array();
    for (const auto& [index, part] : absorption.layers) {
        layers.push_back(toJson(LayerText{
            .layer = index, .rung = part.correction.rung, .heldOutError = part.heldOutError}));
        if (const auto& tokens = part.correction.tokens)
            layers.back()[kTokensKey] =
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

} // namespace

nlohmann::json personaText(const Persona& persona)
{
    const Absorption& a = persona.levels.front();
    const std::int64_t heads = a.layers.empty() ? 1 : a.layers.begin()->second.correction.heads;
    const bool single = persona.levels.size() == 1; // readable for older programs
    nlohmann::json json{
        {"facts", persona.facts},
        {"notes", persona.notes},
        {"absorption", toJson(AbsorptionText{.version = single ? kPersonaVersion : kLevelsVersion,
                                             .sinkFrames = a.local.sinkFrames,
                                             .windowFrames = a.local.windowFrames,
                                             .blockFrames = a.local.blockFrames,
                                             .lastBlock = a.lastBlock,
                                             .passes = a.passes,
                                             .heads = heads})},
        {"layers", layersJson(a)},
        {"sinks", sinksJson(persona.sinks)}};
    if (single)
        return json;
    nlohmann::json& further = json[kFurtherLevels] = nlohmann::json::array();
    for (std::size_t level = 1; level < persona.levels.size(); ++level)
        further.push_back(layersJson(persona.levels[level]));
    return json;
}

} // namespace imprint::engine
