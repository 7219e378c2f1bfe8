#include "engine/ispa/local_geometry.h"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

using imprint::engine::LocalGeometry;

TEST_CASE("Local geometry: informative blocks of the specification's table", "[ispa][geometry]")
{
    struct Row {
        LocalGeometry geometry; // S, w, n
        std::vector<std::int64_t> informative;
        std::int64_t firstUseful;
    };
    constexpr std::array<std::int64_t, 8> kWarmFrames = {6, 9, 12, 15, 18, 21, 24, 30};
    const std::vector<Row> table = {
        {{3, 3, 3}, {0, 0, 1, 2, 3, 4, 5, 7}, 12},    {{1, 3, 3}, {0, 1, 2, 3, 4, 5, 6, 8}, 9},
        {{3, 0, 3}, {0, 1, 2, 3, 4, 5, 6, 8}, 9},     {{3, 6, 3}, {0, 0, 0, 1, 2, 3, 4, 6}, 15},
        {{3, 3, 1}, {0, 2, 5, 8, 11, 14, 17, 23}, 8},
    };
    for (const Row& row : table) {
        CAPTURE(row.geometry.sinkFrames, row.geometry.windowFrames, row.geometry.blockFrames);
        CHECK(row.geometry.firstInformativeEnd() == row.firstUseful);
        for (std::size_t i = 0; i < kWarmFrames.size(); ++i)
            CHECK(row.geometry.informativeBlocks(kWarmFrames[i]) == row.informative[i]);
    }
}

TEST_CASE("Local geometry: the formulas equal counting block by block", "[ispa][geometry]")
{
    for (std::int64_t sink = 0; sink <= 6; ++sink)
        for (std::int64_t window = 0; window <= 9; ++window)
            for (std::int64_t block = 1; block <= 4; ++block) {
                const LocalGeometry geometry = {sink, window, block};
                std::int64_t counted = 0;
                for (std::int64_t start = 0; start < 40; start += block) {
                    const bool drops =
                        start - sink - window > 0; // cached frames beyond what is kept
                    REQUIRE(geometry.isInformative(start) == drops);
                    if (drops && counted++ == 0)
                        REQUIRE(geometry.firstInformativeEnd() == start + block);
                    REQUIRE(geometry.informativeBlocks(start + block) == counted);
                }
            }
}

TEST_CASE("Local geometry: a first block of another length shifts all others", "[ispa][geometry]")
{
    for (std::int64_t kept = 0; kept <= 9; ++kept)
        for (std::int64_t first = 1; first <= 5; ++first)
            for (std::int64_t block = 1; block <= 4; ++block) {
                const LocalGeometry geometry = {1, kept, block};
                std::int64_t counted = 0;
                REQUIRE(geometry.informativeBlocks(first, first) == 0);
                for (std::int64_t start = first; start < 40; start += block) {
                    counted += geometry.isInformative(start) ? 1 : 0;
                    CAPTURE(kept, first, block, start);
                    REQUIRE(geometry.informativeBlocks(start + block, first) == counted);
                }
            }
}
