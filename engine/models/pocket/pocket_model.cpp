#include "engine/models/pocket/pocket_model.h"

#include "engine/weights/weight_file.h"
namespace imprint::engine {

std::shared_ptr<const PocketModel> PocketModel::load(const std::string& directory)
{
    const PocketConfig config = readPocketConfig(directory);
    WeightFile generatorWeights(directory + "/generator.safetensors");
    WeightFile codecWeights(directory + "/codec.safetensors");
    WeightFile audioWeights(directory + "/audio.safetensors");
    auto model = std::make_shared<PocketModel>(
        PocketModel{.generator = {generatorWeights, config},
                    .encoder = {codecWeights, config},
                    .decoder = {codecWeights, config},
                    .audioEncoder = PocketAudioEncoder(audioWeights)});
    for (const WeightFile* weights : {&generatorWeights, &codecWeights, &audioWeights}) {
        weights->finish();
        model->weightBytes += weights->bytesHandedOut();
    }
    return model;
}

} // namespace imprint::engine
