#include "tests/support/torch_test.h"

#include "engine/ispa/ispa_forecast.h"

using namespace imprint::engine;

namespace {

constexpr KvShape kShape{.tokensPerFrame = 6, .heads = 2, .headDim = 12};

AbsorberSettings forecastSettings(int layers, std::int64_t warmFrames, std::int64_t firstBlock = 1)
{
    return {.layers = layers,
            .warmFrames = warmFrames,
            .firstBlock = firstBlock,
            .local = {.sinkFrames = 1, .windowFrames = 3, .blockFrames = 3},
            .solver = {.tokens = 8},
            .passes = 2};
}

} // namespace

TEST_CASE("ISPA forecast: the warm-up ends with the first block that reaches its length",
          "[ispa][forecast]")
{
    for (std::int64_t first = 1; first <= 3; ++first)
        for (std::int64_t warm = 1; warm < 40; ++warm) {
            std::int64_t end = first;
            while (end < warm)
                end += 3;
            CAPTURE(first, warm);
            REQUIRE(forecastIspa(forecastSettings(2, warm, first), kShape, 4).warmUpEnd == end);
        }
}

TEST_CASE("ISPA forecast: statistics of all layers, then at most the corrections of K",
          "[ispa][forecast]")
{
    const std::int64_t probe =
        LeverageProbe::predictedBytes(momentLayout(forecastSettings(2, 13), kShape));
    // A still and blocks of three: those that start at 7, 10 and 13 are informative.
    const IspaForecast two = forecastIspa(forecastSettings(2, 13), kShape, 4);
    const IspaForecast three = forecastIspa(forecastSettings(2, 16), kShape, 4);
    CHECK(two.bytesAfter(12) ==
          4 * LayerStatistics::predictedBytes(momentLayout(forecastSettings(2, 13), kShape)));
    const std::int64_t heads = kShape.heads;
    CHECK(two.bytesAfter(13) == 2 * (8 * (2 * 24 + heads) * 4 + probe)); // virtual tokens
    CHECK(three.bytesAfter(16) == 2 * ((2 * 24 * 16 + 24) * 4 + probe)); // of rank 16
    CHECK(forecastIspa(forecastSettings(0, 13), kShape, 4).bytesAfter(13) == 0);
    CHECK(forecastIspa(forecastSettings(2, 7), kShape, 4).bytesAfter(13) ==
          0); // nothing to learn from
}

TEST_CASE("ISPA forecast: wide layers keep the products within heads alone", "[ispa][forecast]")
{
    const KvShape wide{.tokensPerFrame = 6, .heads = 40, .headDim = 128};
    CHECK(momentLayout(forecastSettings(2, 13), wide).detail == MomentDetail::HeadBlocks);
    CHECK(momentLayout(forecastSettings(2, 16), wide).detail == MomentDetail::HeadBlocks);
    CHECK(momentLayout(forecastSettings(2, 16), kShape).detail == MomentDetail::Full);
}

TEST_CASE("ISPA forecast: what no correction may be solved from is not learnt", "[ispa][forecast]")
{
    const auto learnsAll = [](AbsorberSettings wanted, std::optional<Rung> rung = {}) {
        wanted.solver.rung = rung;
        return momentLayout(wanted, kShape).detail == MomentDetail::Full;
    };
    CHECK_FALSE(learnsAll(forecastSettings(2, 13))); // two blocks: no matrix is tried
    CHECK(learnsAll(forecastSettings(2, 14)));       // ends at 16
    CHECK(learnsAll(forecastSettings(2, 15, 3)));    // of blocks that start at 6, 9 and 12
    CHECK_FALSE(learnsAll(forecastSettings(2, 12, 3)));
    CHECK(learnsAll(forecastSettings(2, 13), Rung::Dense));
    CHECK(learnsAll(forecastSettings(2, 13), Rung::LowRank));
    for (const Rung rung : {Rung::None, Rung::HeadScale, Rung::HeadMatrix, Rung::VirtualTokens})
        CHECK_FALSE(learnsAll(forecastSettings(2, 40), rung));
    AbsorberSettings again = forecastSettings(2, 100);
    again.learnFrom = 88; // four blocks
    CHECK(learnsAll(again));
    again.learnFrom = 92; // two, which start at 94 and 97
    CHECK_FALSE(learnsAll(again));
}

TEST_CASE("ISPA forecast: informative blocks are those that a warm-up learns from",
          "[ispa][forecast]")
{
    for (std::int64_t first = 1; first <= 3; ++first)
        for (std::int64_t warm = 1; warm < 40; ++warm)
            for (std::int64_t from = 0; from < 40; from += 3) {
                AbsorberSettings wanted = forecastSettings(2, warm, first);
                wanted.learnFrom = from;
                std::int64_t blocks = 0;
                for (std::int64_t start = first; start < warm; start += 3)
                    blocks += start > 4 && start >= from ? 1 : 0;
                CAPTURE(first, warm, from);
                REQUIRE(wanted.informativeBlocks() == blocks);
            }
}
