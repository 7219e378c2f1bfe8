#include "engine/models/pocket/pocket_config.h"

#include "engine/weights/config_json.h"
#include "engine/weights/strict_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

PocketConfig parseConfig(const nlohmann::json& json, const std::string& path)
{
    PocketConfig c;
    c.name = json.at("name");
    c.version = json.at("version");
    c.width = json.at("frame").at(0);
    c.height = json.at("frame").at(1);
    c.framesPerSecond = json.at("fps");
    const auto& latent = json.at("latent");
    c.latent = {.channels = latent.at("channels"),
                .rows = latent.at("grid").at(0),
                .columns = latent.at("grid").at(1),
                .spatial = latent.at("spatial"),
                .temporal = latent.at("temporal")};
    nlohmann::json generator = json.at("generator");
    c.rotaryPairs = generator.at("rope_pairs");
    c.rotaryTheta = generator.at("rope_theta");
    generator.erase("rope_pairs");
    generator.erase("rope_theta");
    fromJson(generator, c.generator, path);
    c.attributes = json.at("attributes");
    return c;
}

void check(const PocketConfig& c, const std::string& path)
{
    const auto require = [&](bool holds, const char* what) {
        if (!holds)
            throw Error(ErrorCode::BadConfig, concat("'", path, "': ", what),
                        "Reinstall the model");
    };
    const auto& g = c.generator;
    validate(g);
    require(c.latent.channels > 0 && c.latent.spatial > 0 && c.latent.temporal > 0,
            "sizes of the latent must be positive");
    require(c.width == c.latent.columns * c.latent.spatial &&
                c.height == c.latent.rows * c.latent.spatial,
            "frame, grid and spatial factor disagree");
    require(c.framesPerSecond > 0 && c.framesPerSecond <= 240, "fps is out of range");
    require(g.tokensPerFrame * g.patch * g.patch == c.latent.rows * c.latent.columns,
            "tokens_per_frame, patch and grid disagree");
    require(g.dim % (2 * g.heads) == 0, "dim does not split into heads of even width");
    require(2 * (c.rotaryPairs[0] + c.rotaryPairs[1] + c.rotaryPairs[2]) * g.heads == g.dim,
            "rope_pairs do not fill a head");
    require(!c.attributes.empty(), "attributes are missing");
}

} // namespace

std::int64_t PocketConfig::attributeIndex(const std::string& word) const
{
    const auto found = std::find(attributes.begin(), attributes.end(), word);
    return found == attributes.end() ? 0 : found - attributes.begin();
}

PocketConfig readPocketConfig(const std::string& directory)
{
    const std::string path = directory + "/config.json";
    try {
        PocketConfig config = parseConfig(readStrictJson(path), path);
        check(config, path);
        return config;
    } catch (const nlohmann::json::exception& problem) {
        throw Error(ErrorCode::BadConfig, concat("'", path, "': ", problem.what()),
                    "Reinstall the model");
    }
}

} // namespace imprint::engine
