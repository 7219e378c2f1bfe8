#include "engine/pipeline/model_catalogue.h"

#include "engine/core/error.h"
#include "engine/pipeline/liveavatar/avatar_engine.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"
#include "engine/pipeline/pocket_engine.h"
#include "engine/pipeline/puppet/puppet_engine.h"
#include "engine/pipeline/wan/wan_engine.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

namespace imprint::engine {
namespace {

/// A model's description and the name under which messages speak of it.
struct Description {
    nlohmann::json json;
    std::string where;
};

Description descriptionOf(const ModelSource& source)
{
    if (!source.description.empty())
        return {parseStrictJson(source.description, source.name), source.name};
    const std::string path = source.directory + "/config.json";
    return {readStrictJson(path), path};
}

using Load = std::shared_ptr<const EngineModel>(const Description&, const ModelSource&,
                                                const EngineLoading&);

/// A model of a folder that leaves nothing to choose.
template <std::shared_ptr<const EngineModel> (*load)(const std::string& directory)>
std::shared_ptr<const EngineModel> loadFolder(const Description&, const ModelSource& source,
                                              const EngineLoading& loading)
{
    if (loading.model.choices != ModelChoices{})
        throw Error(
            ErrorCode::Unsupported,
            concat("model '", source.name, "' has no choice of precision, decoder or LoRAs"),
            "Leave these options out");
    return load(source.directory);
}

/// A video model of the Wan family, by the kind of its network.
std::shared_ptr<const EngineModel>
loadVideo(const Description& description, const ModelSource& source, const EngineLoading& loading)
{
    const auto load = isAvatar(description.json.at("recipe")) ? loadAvatarEngine : loadWanEngine;
    return load(description.json, source, description.where, loading.model, loading.openPrompts);
}

/// A kind of model: its description has a section of this name, which no other kind has.
struct ModelKind {
    const char* section;
    Load* load;
};

constexpr ModelKind kModelKinds[] = {
    {"generator", loadFolder<loadPocketEngine>},
    {"puppet", loadFolder<loadPuppetEngine>},
    {"recipe", loadVideo},
};

const ModelKind& kindOf(const Description& description)
{
    std::string sections;
    for (const ModelKind& kind : kModelKinds) {
        if (description.json.is_object() && description.json.contains(kind.section))
            return kind;
        sections += concat(sections.empty() ? "'" : ", '", kind.section, "'");
    }
    throw Error(ErrorCode::BadConfig,
                concat("'", description.where, "' is of no model that Imprint knows"),
                concat("It has none of the sections ", sections));
}

} // namespace

void requireDevice(const std::string& device)
{
    if (device == "cpu")
        return;
    if (device == "cuda" || device.starts_with("cuda:"))
        throw Error(ErrorCode::Unsupported,
                    concat("device '", device, "' cannot be used: this build has no CUDA module"),
                    "Use --device cpu");
    throw Error(ErrorCode::BadConfig, concat("there is no device '", device, "'"),
                "Use cpu or cuda:N");
}

std::shared_ptr<const EngineModel>
loadEngineModel(const ModelSource& source, const std::string& device, const EngineLoading& loading)
{
    requireDevice(device);
    const Description description = descriptionOf(source);
    return kindOf(description).load(description, source, loading);
}

std::shared_ptr<const EngineModel> loadEngineModel(const std::string& directory,
                                                   const std::string& device)
{
    return loadEngineModel(ModelSource{.name = directory, .directory = directory}, device);
}

} // namespace imprint::engine
