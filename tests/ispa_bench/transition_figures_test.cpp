#include "tests/support/torch_test.h"

#include "app/cli/ispa_bench/transition_figures.h"

#include <cmath>

using namespace imprint;
using namespace imprint::app;

namespace {

std::vector<IspaLayerFigures> layersOf(std::initializer_list<std::pair<bool, double>> values)
{
    std::vector<IspaLayerFigures> layers;
    for (const auto& [chosen, r2] : values)
        layers.push_back({.chosen = chosen, .heldOutR2 = r2});
    return layers;
}

/// Frames that change by one level from each to the next, and by `jump` behind frame `at`.
at::Tensor framesWithJump(std::int64_t count, std::int64_t at, int jump)
{
    at::Tensor level = at::arange(count).remainder(2); // there and back
    level += at::arange(count).gt(at) * (jump - 1);
    return level.view({-1, 1, 1, 1}).expand({count, 3, 4, 4}).to(at::kByte);
}

} // namespace

TEST_CASE("Transition: what is explained is the median of the better half", "[ispa_bench]")
{
    const auto six =
        layersOf({{true, 0.9}, {false, 0.1}, {true, 0.3}, {false, 0.7}, {true, -2}, {false, 0.0}});
    CHECK(explainedByBetterHalf(six, IspaControl::None) == Approx(0.7)); // of .9 .7 .3
    // A control has done nothing to the others.
    CHECK(explainedByBetterHalf(six, IspaControl::Flipped) == Approx(0.6)); // of .9 .3
    CHECK(explainedByBetterHalf(layersOf({{true, 0.2}}), IspaControl::None) == Approx(0.2));
    CHECK(std::isnan(explainedByBetterHalf({}, IspaControl::None)));
    CHECK(std::isnan(explainedByBetterHalf(layersOf({{false, 1}}), IspaControl::Shuffled)));
}

TEST_CASE("Transition: the jump is that behind the warm-up's last block, in units of all others",
          "[ispa_bench]")
{
    // A still and four blocks of three latents: 13 latents, 49 frames, of which the last is 48.
    for (const int warmUp : {11, 12, 13}) {
        CHECK(jumpAtTransition(framesWithJump(100, 48, 5), warmUp, 3) == Approx(5));
        CHECK(jumpAtTransition(framesWithJump(100, 48, 1), warmUp, 3) == Approx(1));
        // One frame earlier or later it is among the others, of which one in a hundred may be so large.
        CHECK(jumpAtTransition(framesWithJump(100, 47, 50), warmUp, 3) < 1);
        CHECK(jumpAtTransition(framesWithJump(100, 49, 50), warmUp, 3) < 1);
    }
    CHECK(jumpAtTransition(framesWithJump(60, 12, 5), 4, 3) == Approx(5));
    CHECK(std::isnan(jumpAtTransition(framesWithJump(49, 10, 5), 12, 3)));
    CHECK(std::isnan(jumpAtTransition(framesWithJump(1, 0, 5), 12, 3)));
}
