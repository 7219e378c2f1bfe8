#pragma once

#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wan_vae/wan_vae_forecast.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::engine {

/// How a picture is cut into tiles of one size, in latent pixels. A side that is no longer than a tile's is not cut.
struct TileLayout {
    LatentSize tile;
    std::int64_t overlap =
        0; ///< of neighbours, at least; less than a tile's shorter side; 0: a hard seam
};

/// First latent pixels of the tiles along a side of `length`, spread evenly; neighbours overlap by `overlap` or more.
std::vector<std::int64_t> tileStarts(std::int64_t length, std::int64_t tile, std::int64_t overlap);

/// Decodes tile by tile and fades neighbours into each other. Each tile is a stream with a state of its own, of which
/// only the one at work need be where the network computes: the others are parked elsewhere (a graphics card's in main
/// memory). Main memory itself gains little, for the overlaps are remembered twice: see forecastTiles.
///
/// Not exact. A tile's pixels attend to those of the tile alone, and its convolutions see zeros behind an inner edge,
/// for wanVaeReach latent pixels; fading hides the seam. One tile gives exactly what WanVaeDecoder gives.
class WanVaeTileDecoder {
public:
    struct State {
        std::vector<WanVaeDecoder::State> tiles; ///< row by row
        std::vector<std::int64_t>
            latentShape; ///< of a frame of this stream; empty before the first

        std::int64_t bytes() const;
    };

    /// decoder must outlive it. parking: where states wait. Throws Error(BadConfig) for a layout without sense.
    WanVaeTileDecoder(const WanVaeDecoder& decoder, const TileLayout& layout,
                      at::Device parking = at::kCPU);

    /// Like WanVaeDecoder; any way of cutting a stream into calls gives the same frames.
    at::Tensor operator()(const at::Tensor& latents, State& state) const;

private:
    const WanVaeDecoder& m_decoder;
    TileLayout m_layout;
    at::Device m_parking;
};

/// Latent pixels beyond which a decoder's convolutions see nothing.
std::int64_t wanVaeReach(const WanVaeConfig& config);

/// Memory of a tiled decoder, known before anything is loaded.
struct TileForecast {
    std::int64_t workingBytes =
        0; ///< where the network computes: a tile's state and work, and the frames of a call
    std::int64_t parkedBytes = 0; ///< states of the other tiles
};

TileForecast forecastTiles(const WanVaeConfig& config, LatentSize latent, const TileLayout& layout,
                           at::ScalarType type);

/// The largest tiles with which the decoder works in `bytes` of the memory that it computes in, states parked
/// elsewhere; nothing if even small ones are too large. The whole picture as one tile where that fits.
std::optional<TileLayout> tilesWithin(const WanVaeConfig& config, LatentSize latent,
                                      at::ScalarType type, std::int64_t bytes);

} // namespace imprint::engine
