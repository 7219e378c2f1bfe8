#include "tests/support/torch_test.h"

#include "engine/ispa/layer_selection.h"
#include "tests/ispa/planted_rows.h"
#include "tests/support/error_of.h"

#include <set>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Layers = std::vector<int>;

/// Layers that all lose much, but for the planted ones.
std::vector<LayerScore> layersWithLazy(RandomTensors& random, int count, const Layers& lazy)
{
    std::vector<LayerScore> layers;
    for (int i = 0; i < count; ++i) {
        const double noise = random({1}).abs().item<double>();
        layers.push_back(
            {.residual = 1 + noise, .discrepancy = 2 + noise, .evictedMass = 0.3 + noise});
    }
    for (const int i : lazy)
        layers[static_cast<std::size_t>(i)] = {
            .residual = 0.1, .discrepancy = 0.2, .evictedMass = 0.01};
    return layers;
}

} // namespace

TEST_CASE("Layer selection: picks planted lazy layers by every score", "[ispa][selection]")
{
    const auto rule =
        GENERATE(SelectionRule::Residual, SelectionRule::Discrepancy, SelectionRule::Mass);
    RandomTensors random(101);
    const Layers lazy = {1, 4, 5, 10};
    CHECK(selectLayers(layersWithLazy(random, 12, lazy), 4, rule) == lazy);
}

TEST_CASE("Layer selection: finds the lazy layers of a planted world from its statistics",
          "[ispa][selection]")
{
    std::vector<LayerScore> layers;
    for (int layer = 0; layer < 6; ++layer) {
        PlantedWorld world(110 + static_cast<std::uint64_t>(layer), smallLayout());
        const bool lazy = layer == 2 || layer == 5;
        const at::Tensor noise = world.random()({96, 3, 4}).to(at::kDouble);
        const LayerStatistics statistics =
            world.statistics(2, [&](const at::Tensor& a, std::int64_t) {
                return (lazy ? 0.01 : 0.5) * noise - 0.1 * a;
            });
        const at::Tensor weight = outputProjection(world.random(), 12);
        layers.push_back(scoreOf(solveLayer(statistics, weight), {.outputWeight = weight}));
        CHECK(layers.back().residual < layers.back().discrepancy);
    }
    CHECK(selectLayers(layers, 2, SelectionRule::Residual) == Layers{2, 5});
}

TEST_CASE("Layer selection: the score is the energy at the output per energy of the stream",
          "[ispa][selection]")
{
    LayerSolution solution;
    solution.heldOutResidual = at::tensor({1.0, 4.0}, at::kDouble);
    solution.heldOutDiscrepancy = at::tensor({2.0, 8.0}, at::kDouble);
    solution.evictedMass = at::tensor({0.1, 0.3}, at::kDouble);
    const at::Tensor weight = at::diag(at::tensor({1.0, 1.0, 3.0, 3.0}, at::kDouble));
    const LayerScore score = scoreOf(
        solution,
        {.outputWeight = weight, .streamEnergy = 2.0, .sensitivity = 0.5, .bytesFreed = 7.0});
    CHECK(score.residual == Approx((1.0 + 9.0 * 4.0) / 4));
    CHECK(score.discrepancy == Approx((2.0 + 9.0 * 8.0) / 4));
    CHECK(score.evictedMass == Approx(0.2));
    CHECK(score.bytesFreed == 7.0);
}

TEST_CASE("Layer selection: more bytes freed make up for more residual", "[ispa][selection]")
{
    const std::vector<LayerScore> layers = {{.residual = 1.0, .bytesFreed = 10},
                                            {.residual = 3.0, .bytesFreed = 40},
                                            {.residual = 0.9, .bytesFreed = 8}};
    CHECK(selectLayers(layers, 1, SelectionRule::Residual) == Layers{1});
}

TEST_CASE("Layer selection: early, late and interleave look at indices alone", "[ispa][selection]")
{
    RandomTensors random(102);
    const auto layers = layersWithLazy(random, 12, {3});
    CHECK(selectLayers(layers, 3, SelectionRule::Early) == Layers{0, 1, 2});
    CHECK(selectLayers(layers, 3, SelectionRule::Late) == Layers{9, 10, 11});
    CHECK(selectLayers(layers, 4, SelectionRule::Interleave) == Layers{2, 4, 6, 8});
    CHECK(selectLayers(layers, 8, SelectionRule::Interleave) == Layers{2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(selectLayers(layers, 10, SelectionRule::Interleave) ==
          Layers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

TEST_CASE("Layer selection: random is reproducible and depends on its seed", "[ispa][selection]")
{
    const std::vector<LayerScore> layers(12);
    std::set<Layers> seen;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Layers one = selectLayers(layers, 6, SelectionRule::Random, seed);
        CHECK(one == selectLayers(layers, 6, SelectionRule::Random, seed));
        seen.insert(one);
    }
    CHECK(seen.size() > 5);
}

TEST_CASE("Layer selection: every rule gives that many different layers, from none to all",
          "[ispa][selection]")
{
    RandomTensors random(103);
    for (int size = 0; size <= 9; ++size) {
        const auto layers = layersWithLazy(random, size, {});
        for (const auto& rule : enumNames(SelectionRule{}))
            for (int count = 0; count <= size; ++count) {
                CAPTURE(size, count, std::string(rule.name));
                const Layers chosen = selectLayers(layers, count, rule.value, 5);
                REQUIRE(static_cast<int>(chosen.size()) == count);
                REQUIRE(static_cast<int>(std::set(chosen.begin(), chosen.end()).size()) == count);
                REQUIRE((chosen.empty() || (chosen.front() >= 0 && chosen.back() < size)));
            }
        CHECK(errorOf([&] { selectLayers(layers, size + 1, SelectionRule::Mass); }).code ==
              ErrorCode::BadConfig);
    }
}

TEST_CASE("Layer selection: a layer whose score is no number comes last", "[ispa][selection]")
{
    std::vector<LayerScore> layers(3, {.residual = 100.0});
    layers[0].residual = std::nan("");
    CHECK(selectLayers(layers, 2, SelectionRule::Residual) == Layers{1, 2});
}
