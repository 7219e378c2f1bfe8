#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// Sizes of a Wan 2.1 VAE under the names of the reference code, and the statistics of its latents. They come from a
/// manifest or a case and are checked against the file, never guessed from it.
struct WanVaeConfig {
    std::int64_t dim = 96;                    ///< width at full size
    std::int64_t latentChannels = 16;         ///< "z_dim"
    std::vector<std::int64_t> dimMultipliers; ///< "dim_mult": widths of the levels, full size first
    std::int64_t residualBlocks = 2;          ///< "num_res_blocks": per level of the encoder
    std::vector<bool>
        temporalDownsample;        ///< "temperal_downsample": between the levels, full size first
    std::vector<double> mean;      ///< of each latent channel
    std::vector<double> deviation; ///< "std", likewise

    /// Pixels per latent pixel and axis: the levels halve.
    std::int64_t spatialFactor() const { return std::int64_t{1} << temporalDownsample.size(); }
    /// Frames per latent; the first latent of a stream is one frame.
    std::int64_t temporalFactor() const;
    /// Width of a level, 0 at full size.
    std::int64_t width(std::size_t level) const { return dim * dimMultipliers[level]; }
};

/// Reads and checks the sizes; `where` (usually the file) stands in messages. Throws Error(BadConfig) naming the key.
WanVaeConfig readWanVaeConfig(const nlohmann::json& json, const std::string& where);

} // namespace imprint::engine
