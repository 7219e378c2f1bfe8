#include "engine/pipeline/puppet/puppet_model.h"

#include "engine/weights/config_json.h"
#include "engine/weights/strict_json.h"
#include "engine/weights/weight_file.h"

namespace imprint::engine {
namespace {

constexpr const char* kHint = "Reinstall the model";

std::string nameIn(const nlohmann::json& json, const std::string& path)
{
    const auto name = json.find("name");
    if (name == json.end() || !name->is_string())
        throw Error(ErrorCode::BadConfig, concat("'", path, "': setting 'name' is missing"), kHint);
    return name->get<std::string>();
}

PuppetModelConfig puppetConfigIn(const nlohmann::json& json, const std::string& path)
{
    const auto section = json.find("puppet");
    if (section == json.end())
        throw Error(ErrorCode::BadConfig, concat("'", path, "': setting 'puppet' is missing"),
                    kHint);
    PuppetModelConfig config;
    fromJson(*section, config, path);
    return config;
}

} // namespace

std::shared_ptr<const PuppetModel> PuppetModel::load(const std::string& directory)
{
    const std::string path = directory + "/config.json";
    const nlohmann::json json = readStrictJson(path);
    PuppetModelConfig config = puppetConfigIn(json, path);
    WeightFile weights(directory + "/" + config.audioWeights);
    PocketAudioEncoder encoder(weights, config.audioBlocks);
    auto model = std::make_shared<PuppetModel>(PuppetModel{.name = nameIn(json, path),
                                                           .config = std::move(config),
                                                           .audioEncoder = std::move(encoder)});
    weights.finish();
    model->weightBytes = weights.bytesHandedOut();
    return model;
}

} // namespace imprint::engine
