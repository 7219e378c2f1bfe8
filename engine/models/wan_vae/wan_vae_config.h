#pragma once

#include "engine/core/colours.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Sizes of a Wan VAE, 2.1 or 2.2, under the names of the reference code, and the statistics of its latents. They come from a
/// manifest or a case and are checked against the file, never guessed from it.
struct WanVaeConfig {
    std::int64_t dim = 96;            ///< width at full size
    std::int64_t decoderDim = 0;      ///< "dec_dim": the decoder's; the same if it is not said
    std::int64_t latentChannels = 16; ///< "z_dim"
    std::vector<std::int64_t> dimMultipliers; ///< "dim_mult": widths of the levels, full size first
    std::int64_t residualBlocks = 2;          ///< "num_res_blocks": per level of the encoder
    std::vector<bool>
        temporalDownsample; ///< "temperal_downsample": between the levels, full size first
    /// "is_residual": a way around each level, on which channels are averaged or repeated for what time and space lose or
    /// gain; the layers between levels keep the width then. (Wan 2.2.)
    bool shortcuts = false;
    std::int64_t patch = 1;   ///< "patch_size": rows and columns of pixels that become channels
    std::vector<double> mean; ///< of each latent channel
    std::vector<double> deviation; ///< "std", likewise

    /// Pixels per latent pixel and axis: the levels halve, and patches are one pixel to them.
    std::int64_t spatialFactor() const { return patch << temporalDownsample.size(); }
    /// Frames per latent; the first latent of a stream is one frame.
    std::int64_t temporalFactor() const;
    /// Width of a level of the encoder, 0 at full size, and of the decoder.
    std::int64_t width(std::size_t level) const { return dim * dimMultipliers[level]; }
    std::int64_t decoderWidth(std::size_t level) const
    {
        return (decoderDim > 0 ? decoderDim : dim) * dimMultipliers[level];
    }
    /// Channels of what the levels work on at full size.
    std::int64_t pictureChannels() const { return kColours * patch * patch; }
};

/// Reads and checks the sizes; `where` (usually the file) stands in messages. Throws Error(BadConfig) naming the key.
WanVaeConfig readWanVaeConfig(const nlohmann::json& json, const std::string& where);

} // namespace imprint::engine
