#pragma once

#include "engine/models/umt5/umt5_config.h"
#include "engine/pipeline/wan/wan_recipe.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::test {

/// A text-to-video model of the Wan family in miniature: random weights under the published names, in a folder of its own.
struct SmallWanModel {
    /// With a window of 12 frames and 3 sinks, remade for a new prompt, as LongLive has them.
    SmallWanModel();

    /// With UniPC steps, shots, blocks of four frames and an autoencoder like that of Wan 2.2, as LongLive 2.0 has them.
    static SmallWanModel ofShots();

    engine::WanRecipe recipe;
    engine::Umt5Config text;
    bool vaeHasShortcuts = false;
    int height = 48; ///< of its pictures, which are 64 wide

    /// Writes generator.safetensors, vae.safetensors, small.safetensors, text.safetensors and config.json. The two files of a
    /// tokenizer belong into folder/tokenizer (tiny_tokenizer.h).
    void writeTo(const std::string& folder) const;

    /// What config.json says.
    nlohmann::json description() const;

    /// The sizes of its parts, as manifests have them.
    nlohmann::json vaeSizes() const;
    nlohmann::json smallDecoderSizes() const;
    nlohmann::json textSizes() const;
};

} // namespace imprint::test
