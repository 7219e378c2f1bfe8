#include "engine/pipeline/wan/wan_persona.h"

#include "engine/core/error.h"
#include "engine/models/livetalk/sound_path.h"
#include "engine/pipeline/wan/video_persona.h"
#include "engine/weights/config_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kMostShots = 4096;

/// What is checked against, in one place.
struct BlockSizes {
    std::vector<std::int64_t> clean;
    std::vector<std::int64_t> sound; ///< empty: of models that are deaf
    at::ScalarType type;
};

BlockSizes sizesOf(const WanModel& model, const WanRecipe& recipe, const PictureShape& shape)
{
    const WanDitConfig& network = recipe.network;
    const std::int64_t frames = recipe.sampler.blockFrames;
    BlockSizes sizes{.clean = {frames, network.outChannels, shape.rows, shape.columns},
                     .sound = {},
                     .type = model.dit().type()};
    if (model.parts().voice() != nullptr)
        sizes.sound = {SoundPath::blocksThatHear(network.layers), frames, network.dim};
    return sizes;
}

/// Of a control that is one whole number in [0, end).
bool isNumber(const ArchivedBlock& block, const char* name, std::int64_t end)
{
    const auto found = block.controls.find(name);
    if (found == block.controls.end() || found->second.scalar_type() != at::kLong ||
        found->second.numel() != 1)
        return false;
    const auto number = found->second.item<std::int64_t>();
    return number >= 0 && number < end;
}

bool blockFits(const ArchivedBlock& block, const BlockSizes& sizes, std::int64_t prompts)
{
    const auto sound = block.controls.find(kArchivedSource);
    const bool hears = !sizes.sound.empty();
    return block.clean.scalar_type() == sizes.type && isOf(block.clean, sizes.clean) &&
           block.controls.size() == (hears ? 3U : 2U) &&
           isNumber(block, kArchivedPrompt, prompts) &&
           isNumber(block, kArchivedShot, kMostShots) &&
           (!hears || (sound != block.controls.end() && isOf(sound->second, sizes.sound)));
}

void requireBlocks(const Learnt& learnt, const BlockSizes& sizes, std::int64_t frames,
                   const std::string& path)
{
    const auto prompts = static_cast<std::int64_t>(learnt.extras.size());
    std::int64_t end = 0;
    std::int64_t index = 0;
    for (const ArchivedBlock& block : learnt.sinks) {
        if (block.index != index++ || !blockFits(block, sizes, prompts))
            refusePersona(path, concat("its block at latent frame ", block.frames.first,
                                       " is not what the model takes"));
        end = block.frames.first + block.frames.count;
    }
    if (end != frames)
        refusePersona(path, concat("it holds ", end, " latent frames, not ", frames));
}

/// The embeddings alone: prompt.0, prompt.1, ...
std::map<std::string, at::Tensor> promptsOf(const Persona& persona, const WanDitConfig& network,
                                            const std::string& path)
{
    std::map<std::string, at::Tensor> prompts = persona.extras;
    prompts.erase(kPictureExtra);
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        const auto found = prompts.find(promptExtra(static_cast<std::int64_t>(i)));
        if (found == prompts.end() || !isOf(found->second, {network.textLength, network.textDim}))
            refusePersona(path, "what it was told in words is not what the model reads");
    }
    return prompts;
}

} // namespace

std::string noPersonaOf(const WanRecipe& recipe)
{
    return canMakeHistoryAgain(recipe)
               ? std::string()
               : "each block takes up the latest frames anew and remembers nothing of the first";
}

std::int64_t personaFrames(const WanRecipe& recipe, const SessionConfig& config)
{
    const std::int64_t perBlock = recipe.sampler.blockFrames;
    const std::int64_t kept = std::max({1, config.ispaSinkFrames, config.kvSinkFrames});
    return (kept + perBlock - 1) / perBlock * perBlock;
}

PersonaFacts wanFacts(const WanModel& model, const WanRecipe& recipe, const PictureShape& shape,
                      const SessionConfig& config)
{
    PersonaFacts facts = videoFacts(model.parts(), shape, model.dit().type(), config);
    facts.merge(cacheFacts(model.dit().kvShape(shape.rows, shape.columns), recipe.network.layers,
                           recipe.sampler.blockFrames));
    facts.emplace("sampler", toJson(recipe.sampler).dump());
    facts.emplace("positions", enumName(recipe.cache.positions));
    return facts;
}

Learnt wanBeginning(const Persona& persona, const WanModel& model, const WanRecipe& recipe,
                    const PictureShape& shape, const SessionConfig& config, const std::string& path)
{
    requireFacts(persona, wanFacts(model, recipe, shape, config), path);
    const auto asked = ispaSettings(config, recipe);
    if (!asked) // then the facts agree on that
        refusePersona(path, "no layer gave up its history");
    requireLevels(persona, 1, *asked, model.dit().kvShape(shape.rows, shape.columns),
                  recipe.network.layers, path);
    if (pictureOf(persona).has_value() != (model.parts().voice() != nullptr))
        refusePersona(path, "its picture is missing, or is one too many");
    Learnt learnt{.config = config,
                  .levels = persona.levels,
                  .sinks = persona.sinks,
                  .extras = promptsOf(persona, recipe.network, path)};
    requireBlocks(learnt, sizesOf(model, recipe, shape), personaFrames(recipe, config), path);
    return learnt;
}

} // namespace imprint::engine
