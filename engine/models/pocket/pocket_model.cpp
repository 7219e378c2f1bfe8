#include "engine/models/pocket/pocket_model.h"

#include "engine/weights/sha256.h"
#include "engine/weights/weight_file.h"

namespace imprint::engine {

std::shared_ptr<const PocketModel> PocketModel::load(const std::string& directory)
{
    const PocketConfig config = readPocketConfig(directory);
    WeightFile generatorWeights(directory + "/generator.safetensors");
    WeightFile codecWeights(directory + "/codec.safetensors");
    WeightFile audioWeights(directory + "/audio.safetensors");
    const PocketEncoder encoder(codecWeights, config);
    const PocketDecoder decoder(codecWeights, config);
    auto model = std::make_shared<PocketModel>(
        PocketModel{.generator = {generatorWeights, config},
                    .encoder = encoder,
                    .decoder = decoder,
                    .grey = {encoder.convolution(), decoder.linear()},
                    .audioEncoder = PocketAudioEncoder(audioWeights, config.audioBlocks)});
    const auto finish = [&](const WeightFile& weights) {
        weights.finish();
        model->weightBytes += weights.bytesHandedOut();
    };
    for (const WeightFile* weights : {&generatorWeights, &codecWeights, &audioWeights})
        finish(*weights);
    model->generatorHash = sha256OfFile(directory + "/generator.safetensors");
    model->codecHash = sha256OfFile(directory + "/codec.safetensors");
    if (config.posedReference) {
        WeightFile warpWeights(directory + "/warp.safetensors");
        model->poseWarp.emplace(warpWeights, "pose_warp");
        finish(warpWeights);
    }
    if (config.movingFace) {
        WeightFile faceWeights(directory + "/face.safetensors");
        model->faceMove.emplace(faceWeights, "face_move");
        finish(faceWeights);
    }
    return model;
}

std::shared_ptr<const PocketModel> PocketModel::withBlockFrames(std::int64_t frames) const
{
    auto model = std::make_shared<PocketModel>(*this); // tensors are shared
    model->generator = generator.withBlockFrames(frames);
    return model;
}

std::optional<PosedReference> PocketModel::posed(const at::Tensor& picture,
                                                 const PuppetPose& rest) const
{
    if (!poseWarp)
        return std::nullopt;
    return PosedReference(*poseWarp, faceMove ? &*faceMove : nullptr, picture, rest);
}

} // namespace imprint::engine
