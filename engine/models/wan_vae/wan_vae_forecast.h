#pragma once

#include "engine/models/wan_vae/wan_vae_config.h"
#include "engine/nn/frame_line.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// Rows and columns of a latent frame.
struct LatentSize {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

/// Memory of half a VAE for a call with one latent (or its frames); the state is exact from the third latent on.
/// type: of the weights, in which the network computes.
FrameLineForecast forecastWanVaeDecoder(const WanVaeConfig& config, LatentSize latent,
                                        at::ScalarType type);
FrameLineForecast forecastWanVaeEncoder(const WanVaeConfig& config, LatentSize latent,
                                        at::ScalarType type);

} // namespace imprint::engine
