#pragma once

#include "engine/models/umt5/umt5_config.h"
#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::test {

/// A speaking model of LiveAvatar's kind in miniature, in a folder of its own: random weights under the published names and in
/// the published containers, which are shards with an index and a LoRA. Pictures are 64 × 64, 25 a second.
struct SmallAvatarModel {
    /// Three noise levels with rings of 12 frames, 3 layers.
    SmallAvatarModel();

    engine::AvatarRecipe recipe;
    engine::Wav2Vec2Config ears;
    engine::Umt5Config text;
    nlohmann::json vae;   ///< sizes, as manifests have them
    nlohmann::json video; ///< width, height, framesPerSecond
    std::string precision = "fp32";

    /// Writes all files and config.json. The two files of a tokenizer belong into folder/tokenizer (tiny_tokenizer.h).
    void writeTo(const std::string& folder) const;

    /// What config.json says.
    nlohmann::json description() const;
};

} // namespace imprint::test
