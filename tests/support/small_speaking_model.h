#pragma once

#include "engine/models/umt5/umt5_config.h"
#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/pipeline/livetalk/livetalk_recipe.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::test {

/// A speaking model of the Wan family with random weights under the published names, in a folder of its own: in miniature,
/// unless its sizes are changed. Pictures are 64 × 48, 16 a second, in blocks of three latents.
struct SmallSpeakingModel {
    /// With a window of 9 frames, 3 of them sinks.
    SmallSpeakingModel();

    engine::LiveTalkRecipe recipe;
    engine::Wav2Vec2Config ears;
    nlohmann::json vae;   ///< sizes, as manifests have them
    nlohmann::json video; ///< width, height, framesPerSecond
    at::ScalarType stored = at::kFloat;
    std::string precision = "fp32";

    /// Writes all files and config.json. Those of the tokenizer are empty: tiny_tokenizer.h, or a reader of prompts is given.
    void writeTo(const std::string& folder) const;

    engine::Umt5Config textSizes() const;

    /// What config.json says.
    nlohmann::json description() const;
};

} // namespace imprint::test
