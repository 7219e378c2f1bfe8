#pragma once

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Sizes of a TAEHV under the names of the reference code. They come from a manifest or a case and are checked against
/// the file, never guessed from it.
struct TaehvConfig {
    static constexpr std::size_t kLevels = 3;

    std::array<std::int64_t, kLevels + 1> widths = {
        256, 128, 64, 64};            ///< "n_f": of the decoder, the latent's first
    std::int64_t latentChannels = 16; ///< "latent_channels"
    std::int64_t encoderWidth = 64;   ///< "encoder_channels"
    std::array<bool, kLevels> timeUp = {false, true, true};   ///< "decoder_time_upscale"
    std::array<bool, kLevels> spaceUp = {true, true, true};   ///< "decoder_space_upscale"
    std::array<bool, kLevels> timeDown = {true, true, false}; ///< "encoder_time_downscale"
    std::int64_t patch = 1; ///< "patch_size": pixels per side in a channel

    /// Frames that the decoder makes of a latent.
    std::int64_t framesPerLatent() const;
    /// Pixels per latent pixel and axis, decoded.
    std::int64_t spatialFactor() const;
    /// Frames that the encoder makes a latent of.
    std::int64_t framesPerEncoded() const;
    /// Pixels per latent pixel and axis, encoded.
    std::int64_t encoderFactor() const { return patch << kLevels; }
};

/// Reads and checks the sizes; `where` (usually the file) stands in messages. "encoder_time_downscale" may be missing.
/// Throws Error(BadConfig) naming the key.
TaehvConfig readTaehvConfig(const nlohmann::json& json, const std::string& where);

} // namespace imprint::engine
