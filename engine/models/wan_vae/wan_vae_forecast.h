#pragma once

#include "engine/models/wan_vae/wan_vae_config.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// Rows and columns of a latent frame.
struct LatentSize {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// Memory of half a VAE while a stream runs, known before anything is loaded.
struct WanVaeForecast {
    std::int64_t stateBytes =
        0; ///< what a stream remembers: exact from the third latent on, less before

    /// What a call with one latent (or its frames) holds at its worst moment beside weights, state and the caller's own
    /// tensors: the tensors at work and its result. Not included: what a library's convolution takes for itself.
    std::int64_t transientBytes = 0;

    std::int64_t totalBytes() const { return stateBytes + transientBytes; }
};

/// type: of the weights, in which the network computes.
WanVaeForecast forecastWanVaeDecoder(const WanVaeConfig& config, LatentSize latent,
                                     at::ScalarType type);
WanVaeForecast forecastWanVaeEncoder(const WanVaeConfig& config, LatentSize latent,
                                     at::ScalarType type);

} // namespace imprint::engine
