#include "tests/support/torch_test.h"

#include "app/cli/bench/kv_forecast.h"
#include "engine/nn/kv_cache.h"
#include "tests/support/built_in_pocket.h"

using namespace imprint;
using namespace imprint::app;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Sinks, window and block of c frames, of which the window is what is left over.
LocalLayers local(std::int64_t layers, std::int64_t c)
{
    return {.layers = layers, .local = {.sinkFrames = 3, .windowFrames = c - 6, .blockFrames = 3}};
}

double gigabytes(const char* shape, std::int64_t frames, const LocalLayers& layers = {})
{
    return static_cast<double>(forecastKvBytes(attentionShape(shape), frames, layers)) / 1e9;
}

double gibibytes(const char* shape, std::int64_t frames, const LocalLayers& layers = {})
{
    return gigabytes(shape, frames, layers) * 1e9 / (1 << 30);
}

/// The tables print three digits or so.
Approx printed(double value)
{
    return Approx(value).epsilon(0.004);
}

} // namespace

TEST_CASE("KV forecast: bytes of one latent frame and layer, as specified", "[bench][memory]")
{
    CHECK(attentionShape("wan-1.3b").kv.bytesPerFrame() == 9'584'640);
    CHECK(attentionShape("wan-14b").kv.bytesPerFrame() == 31'948'800);
}

TEST_CASE("KV forecast: a cache without ISPA is as large as the specification's table says",
          "[bench][memory]")
{
    struct Row {
        std::int64_t frames;
        double small;
        double large;
    };
    const Row row = GENERATE(Row{1, 0.2875, 1.278}, Row{12, 3.45, 15.3}, Row{21, 6.04, 26.84},
                             Row{120, 34.5, 153}, Row{480, 138, 613}, Row{1200, 345, 1534});
    CAPTURE(row.frames);
    CHECK(gigabytes("wan-1.3b", row.frames) == printed(row.small));
    CHECK(gigabytes("wan-14b", row.frames) == printed(row.large));
}

TEST_CASE("KV forecast: with local layers it is as large as the specification's table says",
          "[bench][memory]")
{
    struct Row {
        std::int64_t frames;
        std::int64_t c;
        double halfRemoved;
        double halfSmall;
        double halfLarge;
        double thirdsRemoved;
        double thirdsSmall;
    };
    const Row row = GENERATE(Row{12, 9, 0.125, 3.02, 13.4, 0.167, 2.88}, //
                             Row{21, 9, 0.286, 4.31, 19.2, 0.381, 3.74}, //
                             Row{60, 9, 0.425, 9.92, 44.1, 0.567, 7.48}, //
                             Row{120, 9, 0.462, 18.5, 82.4, 0.617, 13.2},
                             Row{1200, 9, 0.496, 174, 773, 0.662, 117},
                             Row{21, 6, 0.357, 3.88, 17.3, 0.476, 3.16});
    CAPTURE(row.frames, row.c);
    CHECK(gigabytes("wan-1.3b", row.frames, local(15, row.c)) == printed(row.halfSmall));
    CHECK(gigabytes("wan-14b", row.frames, local(20, row.c)) == printed(row.halfLarge));
    CHECK(gigabytes("wan-1.3b", row.frames, local(20, row.c)) == printed(row.thirdsSmall));
    const auto removed = [&](const LocalLayers& layers) {
        return 1 - gigabytes("wan-1.3b", row.frames, layers) / gigabytes("wan-1.3b", row.frames);
    };
    CHECK(removed(local(15, row.c)) == Approx(row.halfRemoved).margin(0.0006));
    CHECK(removed(local(20, row.c)) == Approx(row.thirdsRemoved).margin(0.0006));
}

TEST_CASE("KV forecast: what each published window saves, as specified", "[bench][memory]")
{
    struct Row {
        const char* shape;
        std::int64_t frames;
        double today;
        std::int64_t half;
        std::int64_t thirds;
        double halfWide;
        double halfNarrow;
        double thirdsNarrow;
    };
    const Row row = GENERATE(Row{"wan-1.3b", 12, 3.21, 15, 20, 0.40, 0.80, 1.07},
                             Row{"wan-1.3b", 21, 5.62, 15, 20, 1.61, 2.01, 2.68},
                             Row{"wan-14b", 21, 24.99, 20, 26, 7.14, 8.93, 11.6});
    CAPTURE(row.shape, row.frames);
    const double today = gibibytes(row.shape, row.frames);
    const auto saved = [&](const LocalLayers& layers) {
        return today - gibibytes(row.shape, row.frames, layers);
    };
    CHECK(today == printed(row.today));
    CHECK(saved(local(row.half, 9)) == Approx(row.halfWide).margin(0.006));
    CHECK(saved(local(row.half, 6)) == Approx(row.halfNarrow).margin(0.006));
    CHECK(saved(local(row.thirds, 6)) == Approx(row.thirdsNarrow).margin(0.006));
}

TEST_CASE("KV forecast: the printed table holds every column at every length", "[bench][memory]")
{
    const AttentionShape& shape = attentionShape("wan-1.3b");
    const auto columns = kvForecastColumns(shape);
    REQUIRE(columns.size() == 4);
    const std::vector<std::pair<std::int64_t, std::int64_t>> expected{
        {15, 9}, {15, 6}, {20, 9}, {20, 6}};
    for (const KvForecastRow& row : kvForecast(shape)) {
        CHECK(row.full == forecastKvBytes(shape, row.frames));
        REQUIRE(row.bytes.size() == columns.size());
        for (std::size_t i = 0; i < columns.size(); ++i)
            CHECK(row.bytes[i] ==
                  forecastKvBytes(shape, row.frames, local(expected[i].first, expected[i].second)));
    }
}

TEST_CASE("Attention shapes: Pocket's is that of the built-in model", "[bench]")
{
    const AttentionShape& shape = attentionShape("pocket");
    const auto model = builtInPocket();
    const KvShape kv = model->generator.kvShape();
    const PocketConfig& config = model->config();
    CHECK(shape.kv.tokensPerFrame == kv.tokensPerFrame);
    CHECK(shape.kv.heads == kv.heads);
    CHECK(shape.kv.headDim == kv.headDim);
    CHECK(shape.kv.type == kv.type);
    CHECK(shape.layers == config.generator.layers);
    CHECK(shape.local.blockFrames == config.generator.blockFrames);
    CHECK(shape.latentsPerSecond * static_cast<double>(config.latent.temporal) ==
          static_cast<double>(config.framesPerSecond));
}
