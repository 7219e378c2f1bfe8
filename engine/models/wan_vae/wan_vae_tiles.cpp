#include "engine/models/wan_vae/wan_vae_tiles.h"

#include "engine/core/colours.h"
#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae_steps.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kLeastTile = 8;         // latent pixels; below, a tile is mostly overlap
constexpr std::int64_t kOverlapPartOfTile = 4; // a quarter

/// The tiles along one side of a picture.
struct TiledSide {
    std::int64_t tile = 0;
    std::vector<std::int64_t> starts;
    std::vector<at::Tensor>
        shares; ///< [pixels of a tile] each: what of a pixel comes from this tile
};

/// Shares of the tiles along a side: full inside, falling linearly over the least overlap towards an inner edge, then
/// divided by their sum.
std::vector<at::Tensor> fadingShares(const std::vector<std::int64_t>& starts, std::int64_t length,
                                     std::int64_t tile, std::int64_t fade)
{
    const at::Tensor pixel = at::arange(tile, at::kFloat).add(0.5);
    at::Tensor sum = at::zeros({length});
    std::vector<at::Tensor> shares;
    for (const std::int64_t start : starts) {
        at::Tensor share = at::ones({tile});
        if (start > 0)
            share = at::minimum(share, pixel / static_cast<double>(fade));
        if (start + tile < length)
            share = at::minimum(share, pixel.flip(0) / static_cast<double>(fade));
        sum.narrow(0, start, tile).add_(share);
        shares.push_back(share);
    }
    for (std::size_t i = 0; i < starts.size(); ++i)
        shares[i] = shares[i] / sum.narrow(0, starts[i], tile);
    return shares;
}

TiledSide tiledSide(std::int64_t length, std::int64_t tile, std::int64_t overlap,
                    std::int64_t factor)
{
    TiledSide side;
    side.tile = std::min(tile, length);
    side.starts = tileStarts(length, tile, overlap);
    std::vector<std::int64_t> pixels;
    for (const std::int64_t start : side.starts)
        pixels.push_back(start * factor);
    side.shares = fadingShares(pixels, length * factor, side.tile * factor,
                               std::max<std::int64_t>(overlap * factor, 1));
    return side;
}

void move(WanVaeDecoder::State& state, at::Device device)
{
    forEachFrame(state.stages, [&](at::Tensor& frame) { frame = frame.to(device); });
}

LatentSize shorterOf(LatentSize a, LatentSize b)
{
    return {std::min(a.rows, b.rows), std::min(a.columns, b.columns)};
}

/// Beyond its own, to each side; latentPixel: pixels that are one of the latent's. A layer of 3×3 sees one pixel of its own
/// size further, a shortcut none.
std::int64_t pixelsSeen(const std::vector<WanVaeStep>& steps, std::int64_t latentPixel)
{
    std::int64_t pixels = 0;
    for (const WanVaeStep& step : steps) {
        const std::int64_t pixel = latentPixel / step.scale;
        switch (step.kind) {
        case WanVaeStepKind::Convolution:
        case WanVaeStepKind::Head: pixels += pixel; break;
        case WanVaeStepKind::Residual: pixels += 2 * pixel; break;
        case WanVaeStepKind::SpaceUp: pixels += pixel; break; // 2×2 of its input
        default: pixels += pixelsSeen(step.inner, latentPixel); break;
        }
    }
    return pixels;
}

} // namespace

std::vector<std::int64_t> tileStarts(std::int64_t length, std::int64_t tile, std::int64_t overlap)
{
    if (length <= tile)
        return {0};
    const std::int64_t step = tile - overlap;
    const std::int64_t count = 1 + (length - tile + step - 1) / step;
    std::vector<std::int64_t> starts;
    for (std::int64_t i = 0; i < count; ++i)
        starts.push_back(i * (length - tile) / (count - 1));
    return starts;
}

std::int64_t WanVaeTileDecoder::State::bytes() const
{
    std::int64_t total = 0;
    for (const WanVaeDecoder::State& tile : tiles)
        total += tile.bytes();
    return total;
}

WanVaeTileDecoder::WanVaeTileDecoder(const WanVaeDecoder& decoder, const TileLayout& layout,
                                     at::Device parking)
    : m_decoder(decoder)
    , m_layout(layout)
    , m_parking(parking)
{
    const std::int64_t shorter = std::min(layout.tile.rows, layout.tile.columns);
    if (layout.overlap < 0 || layout.overlap >= shorter)
        throw Error(ErrorCode::BadConfig,
                    concat("tiles of ", layout.tile.rows, " × ", layout.tile.columns,
                           " latent pixels that overlap by ", layout.overlap),
                    "The overlap must be less than a tile's shorter side");
}

at::Tensor WanVaeTileDecoder::operator()(const at::Tensor& latents, State& state) const
{
    if (latents.dim() != 4 || latents.numel() == 0)
        return m_decoder(latents, state.tiles.emplace_back()); // refuses it, with the reason
    const std::vector<std::int64_t> shape = latents.sizes().slice(1).vec();
    if (state.latentShape.empty())
        state.latentShape = shape;
    if (shape != state.latentShape)
        throw Error(ErrorCode::BadShape,
                    concat("latents of shape ", latents.sizes(), " in a stream of frames of shape ",
                           at::IntArrayRef(state.latentShape)),
                    "Begin a new stream for another size");
    const std::int64_t factor = m_decoder.config().spatialFactor();
    const TiledSide down = tiledSide(shape[1], m_layout.tile.rows, m_layout.overlap, factor);
    const TiledSide across = tiledSide(shape[2], m_layout.tile.columns, m_layout.overlap, factor);
    state.tiles.resize(down.starts.size() * across.starts.size());

    at::Tensor frames;
    std::size_t index = 0;
    for (std::size_t row = 0; row < down.starts.size(); ++row) {
        for (std::size_t column = 0; column < across.starts.size(); ++column) {
            WanVaeDecoder::State& tileState = state.tiles[index++];
            move(tileState, latents.device());
            const at::Tensor part = m_decoder(latents.narrow(2, down.starts[row], down.tile)
                                                  .narrow(3, across.starts[column], across.tile),
                                              tileState);
            move(tileState, m_parking);
            if (!frames.defined())
                frames = at::zeros({part.size(0), kColours, shape[1] * factor, shape[2] * factor},
                                   part.options());
            const at::Tensor share =
                (down.shares[row].view({-1, 1}) * across.shares[column]).to(part.device());
            frames.narrow(2, down.starts[row] * factor, part.size(2))
                .narrow(3, across.starts[column] * factor, part.size(3))
                .addcmul_(part, share);
        }
    }
    return frames;
}

std::int64_t wanVaeReach(const WanVaeConfig& config)
{
    const std::int64_t pixels = pixelsSeen(wanVaeDecoderSteps(config), config.spatialFactor());
    return (pixels + config.spatialFactor() - 1) / config.spatialFactor();
}

TileForecast forecastTiles(const WanVaeConfig& config, LatentSize latent, const TileLayout& layout,
                           at::ScalarType type)
{
    const LatentSize tile = shorterOf(layout.tile, latent);
    const auto count = static_cast<std::int64_t>(
        tileStarts(latent.rows, layout.tile.rows, layout.overlap).size() *
        tileStarts(latent.columns, layout.tile.columns, layout.overlap).size());
    const FrameLineForecast one = forecastWanVaeDecoder(config, tile, type);
    const std::int64_t side = config.spatialFactor();
    const std::int64_t frames = config.temporalFactor() * kColours * latent.rows * latent.columns *
                                side * side * static_cast<std::int64_t>(sizeof(float));
    return {.workingBytes = one.totalBytes() + frames, .parkedBytes = (count - 1) * one.stateBytes};
}

std::optional<TileLayout> tilesWithin(const WanVaeConfig& config, LatentSize latent,
                                      at::ScalarType type, std::int64_t bytes)
{
    // Halved side by side, the longer first, so that tiles stay as square as the picture lets them.
    LatentSize tile = latent;
    while (true) {
        const std::int64_t overlap = std::min(tile.rows, tile.columns) / kOverlapPartOfTile;
        const TileLayout layout{.tile = tile, .overlap = overlap};
        if (forecastTiles(config, latent, layout, type).workingBytes <= bytes)
            return layout;
        std::int64_t& longer = tile.rows > tile.columns ? tile.rows : tile.columns;
        if (longer <= kLeastTile)
            return std::nullopt;
        // One tile more along this side.
        const std::int64_t whole = &longer == &tile.rows ? latent.rows : latent.columns;
        const auto count = static_cast<std::int64_t>(tileStarts(whole, longer, overlap).size()) + 1;
        longer = std::max(
            kLeastTile, std::min(longer - 1, (whole + (count - 1) * overlap + count - 1) / count));
    }
}

} // namespace imprint::engine
