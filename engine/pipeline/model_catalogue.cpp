#include "engine/pipeline/model_catalogue.h"

#include "engine/core/error.h"
#include "engine/pipeline/pocket_engine.h"
#include "engine/pipeline/puppet/puppet_engine.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

namespace imprint::engine {
namespace {

/// A kind of model: its config.json has a section of this name, which no other kind has.
struct ModelKind {
    const char* section;
    std::shared_ptr<const EngineModel> (*load)(const std::string& directory);
};

constexpr ModelKind kModelKinds[] = {
    {"generator", loadPocketEngine},
    {"puppet", loadPuppetEngine},
};

const ModelKind& kindOf(const std::string& directory)
{
    const std::string path = directory + "/config.json";
    const nlohmann::json config = readStrictJson(path);
    std::string sections;
    for (const ModelKind& kind : kModelKinds) {
        if (config.is_object() && config.contains(kind.section))
            return kind;
        sections += concat(sections.empty() ? "'" : ", '", kind.section, "'");
    }
    throw Error(ErrorCode::BadConfig, concat("'", path, "' is of no model that Imprint knows"),
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

std::shared_ptr<const EngineModel> loadEngineModel(const std::string& directory,
                                                   const std::string& device)
{
    requireDevice(device);
    return kindOf(directory).load(directory);
}

} // namespace imprint::engine
