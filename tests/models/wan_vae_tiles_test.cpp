#include "tests/support/torch_test.h"

#include "engine/core/error.h"
#include "engine/models/wan_vae/wan_vae_tiles.h"
#include "tests/models/small_vae.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Weights of a decoder whose attention adds nothing: what is left sees a limited part of the picture.
struct WithoutAttention final : WeightReader {
    explicit WithoutAttention(std::uint64_t seed)
        : source(seed)
    {
    }
    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        const at::Tensor weight = source.require(name, shape);
        return name.find(".proj.") != std::string::npos ? at::zeros_like(weight) : weight;
    }
    RandomWeights source;
};

/// A decoder that sees few latent pixels around each.
WanVaeConfig shortSighted()
{
    WanVaeConfig config = smallVae(4, 3);
    config.dimMultipliers = {1, 2};
    config.temporalDownsample = {true};
    return config;
}

} // namespace

TEST_CASE("WanVaeTiles: tiles cover a side evenly and overlap enough", "[models][vae]")
{
    CHECK(tileStarts(10, 10, 3) == std::vector<std::int64_t>{0});
    CHECK(tileStarts(7, 10, 3) == std::vector<std::int64_t>{0});
    CHECK(tileStarts(11, 10, 3) == std::vector<std::int64_t>{0, 1});
    RandomTensors random(90);
    for (int trial = 0; trial < 200; ++trial) {
        const std::int64_t length = random.between(1, 120);
        const std::int64_t tile = random.between(2, 40);
        const std::int64_t overlap = random.between(1, tile - 1);
        const auto starts = tileStarts(length, tile, overlap);
        CHECK(starts.front() == 0);
        CHECK(starts.back() == std::max<std::int64_t>(0, length - tile));
        for (std::size_t i = 1; i < starts.size(); ++i) {
            CHECK(starts[i] > starts[i - 1]);
            CHECK(starts[i - 1] + tile - starts[i] >= overlap);
        }
    }
}

TEST_CASE("WanVaeTiles: one tile gives exactly what the decoder gives", "[models][vae]")
{
    RandomTensors random(91);
    RandomWeights weights(91);
    const WanVaeDecoder decoder(weights, smallVae());
    const WanVaeTileDecoder tiled(decoder, {.tile = {8, 8}, .overlap = 2});
    const at::Tensor latents = random({3, 3, 5, 8});
    WanVaeDecoder::State state;
    WanVaeTileDecoder::State tiledState;
    CHECK(distance(tiled(latents, tiledState), decoder(latents, state)) < 1e-6);
    CHECK(tiledState.bytes() == state.bytes());
}

TEST_CASE("WanVaeTiles: any calls give the same frames, each tile with a state of its own",
          "[models][vae]")
{
    RandomTensors random(92);
    RandomWeights weights(92);
    const WanVaeDecoder decoder(weights, smallVae());
    const TileLayout layout{.tile = {4, 5}, .overlap = 2};
    const WanVaeTileDecoder tiled(decoder, layout);
    const at::Tensor latents = random({5, 3, 6, 11});
    WanVaeTileDecoder::State whole;
    WanVaeTileDecoder::State cut;
    const at::Tensor frames = tiled(latents, whole);
    CHECK(frames.sizes() == at::IntArrayRef({17, 3, 48, 88}));
    CHECK(distance(inCalls(tiled, latents, randomCalls(random, 5), cut), frames) < 1e-6);
    const TileForecast forecast = forecastTiles(smallVae(), {6, 11}, layout, at::kFloat);
    CHECK(whole.tiles.size() == 2 * 3);
    CHECK(whole.bytes() == 6 * forecastWanVaeDecoder(smallVae(), {4, 5}, at::kFloat).stateBytes);
    CHECK(forecast.parkedBytes == whole.bytes() / 6 * 5);
}

TEST_CASE("WanVaeTiles: beyond the reach of inner edges nothing differs but by attention",
          "[models][vae]")
{
    RandomTensors random(93);
    WithoutAttention weights(93);
    const WanVaeConfig config = shortSighted();
    const WanVaeDecoder decoder(weights, config);
    const std::int64_t reach = wanVaeReach(config);
    REQUIRE(reach == 13); // conv1 1, middle 4, level 1: 4 and 1, level 0: (4 + 1) / 2, rounded up
    const std::int64_t tile = 2 * reach + 4;
    const WanVaeTileDecoder tiled(decoder, {.tile = {tile, tile}, .overlap = 1});
    const at::Tensor latents = random({2, 3, 3, 2 * tile - 1});
    WanVaeDecoder::State state;
    WanVaeTileDecoder::State tiledState;
    const at::Tensor difference =
        (tiled(latents, tiledState) - decoder(latents, state)).abs().amax({0, 1, 2});
    REQUIRE(tiledState.tiles.size() == 2);
    const std::int64_t seam = 2 * (tile - 1); // the overlap's first pixel column
    const std::int64_t edge = 2 * reach;
    CHECK(difference.narrow(0, 0, seam + 2 - edge).max().item<double>() < 1e-5);
    CHECK(difference.narrow(0, seam + edge, difference.size(0) - seam - edge).max().item<double>() <
          1e-5);
    CHECK(difference.narrow(0, seam, 2).max().item<double>() > 1e-3);
}

TEST_CASE("WanVaeTiles: a wide overlap fades without a seam", "[models][vae]")
{
    // Where both tiles see all that matters, whatever their shares: they add up to one.
    RandomTensors random(94);
    WithoutAttention weights(94);
    const WanVaeConfig config = shortSighted();
    const WanVaeDecoder decoder(weights, config);
    const std::int64_t reach = wanVaeReach(config);
    const std::int64_t overlap = 2 * reach + 6;
    const std::int64_t tile = overlap + 8;
    const WanVaeTileDecoder tiled(decoder, {.tile = {tile, tile}, .overlap = overlap});
    const at::Tensor latents = random({2, 3, 2, 2 * tile - overlap});
    WanVaeDecoder::State state;
    WanVaeTileDecoder::State tiledState;
    const at::Tensor difference =
        (tiled(latents, tiledState) - decoder(latents, state)).abs().amax({0, 1, 2});
    REQUIRE(tiledState.tiles.size() == 2);
    const std::int64_t first = 2 * (tile - overlap + reach); // second tile's edge no longer felt
    const std::int64_t last = 2 * (tile - reach);            // first tile's edge not felt yet
    REQUIRE(last > first);
    CHECK(difference.narrow(0, first, last - first).max().item<double>() < 1e-5);
}

TEST_CASE("WanVaeTiles: layouts without sense and other shapes are refused", "[models][vae]")
{
    RandomWeights weights(95);
    const WanVaeDecoder decoder(weights, smallVae());
    const auto make = [&](const TileLayout& layout) {
        return errorOf([&] { WanVaeTileDecoder(decoder, layout); }).code;
    };
    CHECK(make({.tile = {8, 8}, .overlap = -1}) == ErrorCode::BadConfig);
    CHECK(make({.tile = {0, 8}, .overlap = 0}) == ErrorCode::BadConfig);
    CHECK_FALSE(make({.tile = {1, 8}, .overlap = 0}));
    CHECK(make({.tile = {8, 4}, .overlap = 4}) == ErrorCode::BadConfig);
    CHECK_FALSE(make({.tile = {8, 4}, .overlap = 3}));
    const WanVaeTileDecoder tiled(decoder, {.tile = {4, 4}, .overlap = 1});
    WanVaeTileDecoder::State state;
    CHECK(errorOf([&] { tiled(at::zeros({3, 4, 4}), state); }).code == ErrorCode::BadShape);
    WanVaeTileDecoder::State stream;
    tiled(at::zeros({1, 3, 4, 6}), stream);
    CHECK(errorOf([&] { tiled(at::zeros({1, 3, 4, 7}), stream); }).code == ErrorCode::BadShape);
}

TEST_CASE("WanVaeTiles: the largest tiles that fit are chosen", "[models][vae]")
{
    WanVaeConfig config = smallVae(96, 16);
    config.residualBlocks = 2;
    const LatentSize size{.rows = 60, .columns = 104};
    const std::int64_t whole = forecastWanVaeDecoder(config, size, at::kHalf).totalBytes();
    const auto all = tilesWithin(config, size, at::kHalf, 2 * whole);
    REQUIRE(all);
    CHECK(all->tile.rows == 60);
    CHECK(all->tile.columns == 104);
    std::int64_t before = all->tile.rows * all->tile.columns;
    for (const std::int64_t part : {2, 4, 8}) {
        const auto layout = tilesWithin(config, size, at::kHalf, whole / part);
        REQUIRE(layout);
        const TileForecast forecast = forecastTiles(config, size, *layout, at::kHalf);
        CHECK(forecast.workingBytes <= whole / part);
        CHECK(forecast.workingBytes > whole / part / 3); // not much smaller than need be
        CHECK(forecast.parkedBytes > 0);
        CHECK(layout->tile.rows * layout->tile.columns < before);
        before = layout->tile.rows * layout->tile.columns;
    }
    CHECK_FALSE(tilesWithin(config, size, at::kHalf, 1 << 20));
}
