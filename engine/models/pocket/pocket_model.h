#pragma once

#include "engine/models/pocket/face_move.h"
#include "engine/models/pocket/grey_tokens.h"
#include "engine/models/pocket/pocket_audio_encoder.h"
#include "engine/models/pocket/pocket_codec.h"
#include "engine/models/pocket/pocket_generator.h"
#include "engine/models/pocket/pose_warp.h"
#include "engine/models/pocket/posed_reference.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace imprint::engine {

/// All weights of Pocket. Immutable after loading; sessions share it as shared_ptr<const PocketModel>.
class PocketModel {
public:
    /// Loads config.json and the safetensors files of a folder.
    /// Throws Error(NotFound | BadInput | BadShape | BadConfig) naming the file.
    static std::shared_ptr<const PocketModel> load(const std::string& directory);

    /// The same weights for blocks of so many latent frames; they were trained for short and long ones.
    std::shared_ptr<const PocketModel> withBlockFrames(std::int64_t frames) const;

    /// picture [1, 3, H, W] uint8 that moves as this model moves it; nothing if it does not. rest: the pose it shows.
    std::optional<PosedReference> posed(const at::Tensor& picture, const PuppetPose& rest) const;

    /// Pictures of a posed reference [4F, 3, H, W] as the generator sees them: encoded, in token layout.
    at::Tensor posedTokens(const at::Tensor& pictures) const
    {
        return generator.toTokens(encoder.ofFrames(pictures));
    }

    const PocketConfig& config() const { return generator.config(); }

    PocketGenerator generator;
    PocketEncoder encoder;
    PocketDecoder decoder;
    GreyTokens grey; ///< of this codec
    PocketAudioEncoder audioEncoder;
    std::optional<PoseWarp> poseWarp; ///< of models with a posed reference
    std::optional<FaceMove> faceMove; ///< of models whose decoder sees its face move
    std::int64_t weightBytes = 0;
    std::string generatorHash; ///< SHA-256 of the file
    std::string codecHash;
};

} // namespace imprint::engine
